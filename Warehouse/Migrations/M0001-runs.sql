-- Enumerations are checked by = and OR: for an IN list of three and more SQLite builds a table with
-- every row it inserts.

-- A run that loaded something makes a vintage; the two are numbered alike, from 1 without a gap.
CREATE TABLE run (
  vintage         INTEGER PRIMARY KEY CHECK (vintage > 0),
  started         TEXT NOT NULL CHECK (started GLOB '????-??-??T??:??:??Z'),
  finished        TEXT NOT NULL CHECK (finished GLOB '????-??-??T??:??:??Z'),
  program_version TEXT NOT NULL,
  definition_hash TEXT NOT NULL,
  -- Canonical JSON: the columns above, and for each table how many rows this vintage wrote with
  -- the SHA-256 over them.
  manifest        TEXT NOT NULL CHECK (json_valid(manifest)),
  manifest_hash   TEXT NOT NULL UNIQUE CHECK (length(manifest_hash) = 64),
  -- The manifest hash of the vintage before, empty for the first.
  previous_hash   TEXT NOT NULL
) STRICT;

-- Eight bytes of the SHA-256 of each row that a vintage wrote into a table, in primary-key order:
-- they name the row that was changed when the digest of a table no longer fits.
CREATE TABLE row_digest (
  vintage     INTEGER NOT NULL REFERENCES run,
  table_name  TEXT NOT NULL,
  -- From 0; 4096 rows each.
  block       INTEGER NOT NULL CHECK (block >= 0),
  digests     BLOB NOT NULL CHECK (length(digests) % 8 = 0),
  PRIMARY KEY (vintage, table_name, block)
) STRICT;

-- The files that decided a vintage's numbers.
CREATE TABLE definition_file (
  vintage INTEGER NOT NULL REFERENCES run,
  path    TEXT NOT NULL,
  sha256  TEXT NOT NULL CHECK (length(sha256) = 64),
  PRIMARY KEY (vintage, path)
) STRICT, WITHOUT ROWID;

-- A provider's dataflow and what its numbers mean; a new row when that changes.
CREATE TABLE source (
  id         TEXT NOT NULL,
  vintage    INTEGER NOT NULL REFERENCES run,
  title      TEXT NOT NULL CHECK (json_valid(title)),
  provider   TEXT NOT NULL,
  definition TEXT NOT NULL CHECK (json_valid(definition)),
  PRIMARY KEY (id, vintage)
) STRICT, WITHOUT ROWID;

-- The names of the codes that cells are made of; a new row when they or the parent change.
CREATE TABLE code (
  dimension TEXT NOT NULL,
  code      TEXT NOT NULL,
  vintage   INTEGER NOT NULL REFERENCES run,
  parent    TEXT,
  -- In the order of the code list, from 0.
  position  INTEGER NOT NULL,
  names     TEXT NOT NULL CHECK (json_valid(names)),
  PRIMARY KEY (dimension, code, vintage)
) STRICT, WITHOUT ROWID;
