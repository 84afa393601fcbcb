-- A place below the folder of deliveries; what arrives there under one name is one series.
CREATE TABLE file (
  id      INTEGER PRIMARY KEY,
  source  TEXT NOT NULL,
  path    TEXT NOT NULL UNIQUE,
  vintage INTEGER NOT NULL REFERENCES run
) STRICT;

-- Bytes as received, and what their sender and the clerk who filed them say of them.
CREATE TABLE delivery (
  id       INTEGER PRIMARY KEY,
  file_id  INTEGER NOT NULL REFERENCES file,
  sha256   TEXT NOT NULL CHECK (length(sha256) = 64),
  size     INTEGER NOT NULL CHECK (size >= 0),
  sender   TEXT NOT NULL,
  received TEXT NOT NULL,
  as_of    TEXT,
  edition  INTEGER NOT NULL,
  status   TEXT NOT NULL CHECK (status IN ('preliminary', 'final')),
  licence  TEXT NOT NULL,
  citation TEXT NOT NULL,
  -- The vintage that first used it so described.
  vintage  INTEGER NOT NULL REFERENCES run
) STRICT;

-- One reading of a file's bytes under one state of the definitions, with its ledger.
CREATE TABLE staging (
  id              INTEGER PRIMARY KEY,
  file_id         INTEGER NOT NULL REFERENCES file,
  sha256          TEXT NOT NULL CHECK (length(sha256) = 64),
  definition_hash TEXT NOT NULL,
  -- The delivery's reference date as used: part of what the observations say.
  as_of           TEXT,
  read            INTEGER NOT NULL,
  loaded          INTEGER NOT NULL,
  quarantined     INTEGER NOT NULL,
  ignored         INTEGER NOT NULL,
  vintage         INTEGER NOT NULL REFERENCES run,
  CHECK (read = loaded + quarantined + ignored)
) STRICT;

-- What a vintage was made from: complete for each vintage.
CREATE TABLE vintage_input (
  vintage     INTEGER NOT NULL REFERENCES run,
  delivery_id INTEGER NOT NULL REFERENCES delivery,
  staging_id  INTEGER NOT NULL REFERENCES staging,
  PRIMARY KEY (vintage, delivery_id),
  UNIQUE (vintage, staging_id)
) STRICT, WITHOUT ROWID;

-- Files that were refused and left out of a vintage because its run was told to keep going.
CREATE TABLE left_out (
  vintage INTEGER NOT NULL REFERENCES run,
  path    TEXT NOT NULL,
  reason  TEXT NOT NULL,
  PRIMARY KEY (vintage, path)
) STRICT, WITHOUT ROWID;

-- Where up to 4096 records of consecutive ordinals stand in the file.
CREATE TABLE record_block (
  staging_id    INTEGER NOT NULL REFERENCES staging,
  first_ordinal INTEGER NOT NULL,
  count         INTEGER NOT NULL CHECK (count BETWEEN 1 AND 4096),
  -- Per record: offset less the end of the one before, length, line less the line before; LEB128,
  -- the first and third zigzag. The first record counts from offset 0, line 0.
  locators      BLOB NOT NULL,
  -- Four bytes a record, little-endian; null when none were taken.
  checksums     BLOB CHECK (length(checksums) = 4 * count),
  vintage       INTEGER NOT NULL REFERENCES run,
  PRIMARY KEY (staging_id, first_ordinal)
) STRICT;

-- Why a record was not loaded. Never the value, only the text of a code.
CREATE TABLE quarantine (
  staging_id    INTEGER NOT NULL REFERENCES staging,
  position      INTEGER NOT NULL,
  ordinal       INTEGER NOT NULL,
  "offset"      INTEGER NOT NULL,
  length        INTEGER NOT NULL,
  line          INTEGER NOT NULL,
  -- Empty when the whole record is at fault.
  "column"      TEXT NOT NULL,
  reason        TEXT NOT NULL CHECK (
    reason = 'raggedRow' OR reason = 'blankRow' OR reason = 'notANumber'
    OR reason = 'negativeCount' OR reason = 'notOnRoundingUnit' OR reason = 'notAPeriod'
    OR reason = 'notADate' OR reason = 'noSectionAbove' OR reason = 'unknownCode'
    OR reason = 'ambiguousName' OR reason = 'codeNotValid' OR reason = 'emptyKey'),
  -- What fills the reason: fields, expected, dimension, text …
  details       TEXT NOT NULL CHECK (json_valid(details)),
  vintage       INTEGER NOT NULL REFERENCES run,
  PRIMARY KEY (staging_id, position)
) STRICT, WITHOUT ROWID;

-- Stretches of records that a rule of the definition named as carrying no figures.
CREATE TABLE ignored (
  staging_id INTEGER NOT NULL REFERENCES staging,
  position   INTEGER NOT NULL,
  rule       TEXT NOT NULL,
  first      INTEGER NOT NULL,
  last       INTEGER NOT NULL CHECK (last >= first),
  vintage    INTEGER NOT NULL REFERENCES run,
  PRIMARY KEY (staging_id, position)
) STRICT, WITHOUT ROWID;
