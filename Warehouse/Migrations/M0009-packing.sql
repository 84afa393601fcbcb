-- How `locators` are written; null in the blocks of earlier versions, which are as M0002 says. In
-- frames: offset and line of the first record, each less one, then for every 128 records (the last time
-- for those that are left) three lists: offset less the end of the record before, length, line less the
-- line before; the first record counts from that offset and line. A list is its least number, a byte
-- with a width in bits, and each number less the least in that many bits, lowest first, up to a whole
-- byte. Numbers that are not packed are LEB128, all but lengths zigzag.
ALTER TABLE record_block ADD COLUMN packing TEXT CHECK (packing = 'frames');
