-- A source can take back what it said: an observation's state may be 'deleted'. SQLite cannot change
-- a CHECK, so the table is made anew; its rows and their digests stay as they are.
CREATE TABLE observation_before AS SELECT * FROM observation;
DROP TABLE observation;
CREATE TABLE observation (
  staging_id    INTEGER NOT NULL REFERENCES staging,
  cell_id       INTEGER NOT NULL REFERENCES cell,
  -- 0, unless a file says several things about one cell (as of several dates).
  position      INTEGER NOT NULL,
  state         TEXT NOT NULL CHECK (
    state = 'reported' OR state = 'roundedZero' OR state = 'missing' OR state = 'notApplicable'
    OR state = 'notCollected' OR state = 'suppressed' OR state = 'includedElsewhere'
    OR state = 'ambiguous' OR state = 'deleted'),
  -- Exact decimal text.
  value         TEXT,
  qualifier     TEXT NOT NULL CHECK (
    qualifier = 'exact' OR qualifier = 'atLeast' OR qualifier = 'atMost'
    OR qualifier = 'approximate'),
  rounding_unit TEXT,
  as_of         TEXT,
  extent_from   INTEGER,
  field         INTEGER NOT NULL,
  certainty     TEXT NOT NULL CHECK (
    certainty = 'definite' OR certainty = 'probable' OR certainty = 'ambiguous'
    OR certainty = 'policy'),
  -- Ordinals, ascending: LEB128, each less the one before.
  records       BLOB NOT NULL,
  -- Likewise; null when there are none.
  duplicates    BLOB,
  vintage       INTEGER NOT NULL REFERENCES run,
  PRIMARY KEY (staging_id, cell_id, position),
  CHECK ((state = 'reported') = (value IS NOT NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO observation SELECT * FROM observation_before;
DROP TABLE observation_before;
