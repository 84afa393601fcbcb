-- What persons decided, and what became of it: complete for each vintage.
CREATE TABLE decision (
  vintage       INTEGER NOT NULL REFERENCES run,
  id            TEXT NOT NULL,
  -- Of its file, decisions/<id>.yaml.
  sha256        TEXT NOT NULL CHECK (length(sha256) = 64),
  author        TEXT NOT NULL,
  role          TEXT NOT NULL,
  second_signer TEXT,
  date          TEXT NOT NULL,
  -- The last day on which it holds; compared with the day on which the run started.
  expires       TEXT,
  action        TEXT NOT NULL CHECK (
    action = 'accept' OR action = 'set' OR action = 'explained' OR action = 'exclude'),
  -- accept: the source.
  source        TEXT,
  -- set: exact decimal text.
  value         TEXT,
  lower         TEXT,
  upper         TEXT,
  -- explained: the cause.
  cause         TEXT,
  -- exclude: the path of the delivery.
  path          TEXT,
  -- The flag's id when the decision was made, and the rule whose flags it is about.
  flag          TEXT,
  rule          TEXT,
  -- JSON: codes by dimension; a dimension not named admits every code.
  scope         TEXT NOT NULL CHECK (json_valid(scope)),
  first_vintage INTEGER,
  last_vintage  INTEGER,
  -- JSON: text by language.
  reason        TEXT NOT NULL CHECK (json_valid(reason)),
  -- SHA-256 of the lines of `seen`, each with a line feed behind it.
  evidence      TEXT NOT NULL CHECK (length(evidence) = 64),
  -- JSON array: what the author saw.
  seen          TEXT NOT NULL CHECK (json_valid(seen)),
  status        TEXT NOT NULL CHECK (
    status = 'applied' OR status = 'suspended' OR status = 'expired' OR status = 'contradictory'
    OR status = 'outOfScope'),
  -- JSON array of {key, values}: why it was not applied.
  why           TEXT NOT NULL CHECK (json_valid(why)),
  PRIMARY KEY (vintage, id)
) STRICT, WITHOUT ROWID;

-- The decisions about a cell, applied or not, in the order of replay; written with its figure.
CREATE TABLE decision_cell (
  cell_id  INTEGER NOT NULL,
  vintage  INTEGER NOT NULL,
  position INTEGER NOT NULL,
  decision TEXT NOT NULL,
  -- Of the decision's file.
  sha256   TEXT NOT NULL CHECK (length(sha256) = 64),
  -- At this cell; one that contradicts another elsewhere may be applied here.
  status   TEXT NOT NULL CHECK (
    status = 'applied' OR status = 'suspended' OR status = 'expired' OR status = 'contradictory'
    OR status = 'outOfScope'),
  PRIMARY KEY (cell_id, vintage, position),
  FOREIGN KEY (cell_id, vintage) REFERENCES figure
) STRICT, WITHOUT ROWID;

-- What a flag said before a person decided its cause.
CREATE TABLE decided_flag (
  cell_id    INTEGER NOT NULL,
  vintage    INTEGER NOT NULL,
  -- Its position.
  flag       INTEGER NOT NULL,
  decision   TEXT NOT NULL,
  cause      TEXT NOT NULL,
  severity   TEXT NOT NULL,
  confidence TEXT NOT NULL,
  PRIMARY KEY (cell_id, vintage, flag),
  FOREIGN KEY (cell_id, vintage, flag) REFERENCES flag
) STRICT, WITHOUT ROWID;
