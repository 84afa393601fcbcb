-- A cell's text in two parts, each kept once: the cells of a register are some hundreds of beginnings
-- with some hundreds of ends. Their digests are over the whole text, as they were before.
CREATE TABLE cell_part (
  id      INTEGER PRIMARY KEY,
  -- How cells' texts begin, up to the third comma and with it, or how they go on behind it.
  text    TEXT NOT NULL UNIQUE,
  vintage INTEGER NOT NULL REFERENCES run
) STRICT;

-- The load that applies this puts the cells of earlier vintages in their new place.
CREATE TABLE cell_before AS SELECT * FROM cell;
DROP TABLE cell;
CREATE TABLE cell (
  id      INTEGER PRIMARY KEY,
  head    INTEGER NOT NULL REFERENCES cell_part,
  -- Empty where the text has no more than three dimensions.
  tail    INTEGER NOT NULL REFERENCES cell_part,
  vintage INTEGER NOT NULL REFERENCES run,
  UNIQUE (head, tail)
) STRICT;
