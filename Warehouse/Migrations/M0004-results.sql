-- The reconciled value of a cell, written when anything reconciliation says about the cell has
-- changed. In vintage V the row with the greatest vintage up to V holds.
CREATE TABLE figure (
  cell_id         INTEGER NOT NULL REFERENCES cell,
  vintage         INTEGER NOT NULL REFERENCES run,
  status          TEXT NOT NULL CHECK (
    status = 'published' OR status = 'interval' OR status = 'blocked' OR status = 'absent'
    OR status = 'series'),
  value           TEXT,
  lower           TEXT,
  upper           TEXT,
  method          TEXT NOT NULL,
  rule            TEXT NOT NULL,
  explained_share TEXT,
  outcome         TEXT NOT NULL CHECK (
    outcome = 'agrees' OR outcome = 'disagrees' OR outcome = 'cannotBeJudged'),
  -- SHA-256 of the canonical text of the figure with its checks, flags and bridges.
  hash            BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (cell_id, vintage)
) STRICT, WITHOUT ROWID;

-- The values a figure was taken from, and those that lost. The observation is the one of the
-- vintage's reading of this file for the quoted cell.
CREATE TABLE figure_input (
  cell_id        INTEGER NOT NULL,
  vintage        INTEGER NOT NULL,
  position       INTEGER NOT NULL,
  role           TEXT NOT NULL CHECK (role IN ('used', 'lost')),
  file_id        INTEGER NOT NULL REFERENCES file,
  quoted_cell_id INTEGER NOT NULL REFERENCES cell,
  state          TEXT NOT NULL,
  value          TEXT,
  qualifier      TEXT NOT NULL,
  rounding_unit  TEXT,
  as_of          TEXT,
  PRIMARY KEY (cell_id, vintage, position),
  FOREIGN KEY (cell_id, vintage) REFERENCES figure
) STRICT, WITHOUT ROWID;

CREATE TABLE check_result (
  cell_id   INTEGER NOT NULL,
  vintage   INTEGER NOT NULL,
  position  INTEGER NOT NULL,
  rule      TEXT NOT NULL,
  -- The source checked; for a comparison both, joined by ` ~ `.
  source    TEXT NOT NULL,
  outcome   TEXT NOT NULL CHECK (
    outcome = 'agrees' OR outcome = 'disagrees' OR outcome = 'cannotBeJudged'),
  residual  TEXT,
  tolerance TEXT NOT NULL,
  PRIMARY KEY (cell_id, vintage, position),
  FOREIGN KEY (cell_id, vintage) REFERENCES figure
) STRICT, WITHOUT ROWID;

CREATE TABLE flag (
  cell_id         INTEGER NOT NULL,
  vintage         INTEGER NOT NULL,
  position        INTEGER NOT NULL,
  -- SHA-256 of cell, rule, cause and the values quoted: the same flag has the same id in every
  -- vintage.
  id              TEXT NOT NULL CHECK (length(id) = 64),
  rule            TEXT NOT NULL,
  cause           TEXT NOT NULL CHECK (
    cause = 'ING' OR cause = 'DUP' OR cause = 'FMT' OR cause = 'TYP' OR cause = 'ARI'
    OR cause = 'RND' OR cause = 'ZER' OR cause = 'DEF' OR cause = 'SCO' OR cause = 'TIM'
    OR cause = 'GEO' OR cause = 'COV' OR cause = 'LNK' OR cause = 'DEP' OR cause = 'REV'
    OR cause = 'MET' OR cause = 'SDC' OR cause = 'UNX'),
  -- JSON array of causes.
  secondary       TEXT NOT NULL CHECK (json_valid(secondary)),
  confidence      TEXT NOT NULL CHECK (
    confidence = 'decisive' OR confidence = 'probable' OR confidence = 'possible'),
  severity        TEXT NOT NULL CHECK (
    severity = 'info' OR severity = 'warning' OR severity = 'error'),
  difference      TEXT,
  relative        TEXT,
  ratio           TEXT,
  tolerance       TEXT NOT NULL,
  -- JSON array of {key, values}; words are made in reports.
  evidence        TEXT NOT NULL CHECK (json_valid(evidence)),
  proposal_source TEXT,
  proposal_from   TEXT,
  proposal_to     TEXT,
  proposal_method TEXT,
  PRIMARY KEY (cell_id, vintage, position),
  FOREIGN KEY (cell_id, vintage) REFERENCES figure
) STRICT, WITHOUT ROWID;

CREATE TABLE flag_value (
  cell_id        INTEGER NOT NULL,
  vintage        INTEGER NOT NULL,
  flag           INTEGER NOT NULL,
  position       INTEGER NOT NULL,
  file_id        INTEGER NOT NULL REFERENCES file,
  quoted_cell_id INTEGER NOT NULL REFERENCES cell,
  state          TEXT NOT NULL,
  value          TEXT,
  qualifier      TEXT NOT NULL,
  rounding_unit  TEXT,
  as_of          TEXT,
  PRIMARY KEY (cell_id, vintage, flag, position),
  FOREIGN KEY (cell_id, vintage, flag) REFERENCES flag
) STRICT, WITHOUT ROWID;

-- left − right of a cell in signed steps; steps and rest add up to the gap exactly.
CREATE TABLE bridge (
  cell_id         INTEGER NOT NULL,
  vintage         INTEGER NOT NULL,
  position        INTEGER NOT NULL,
  id              TEXT NOT NULL,
  gap             TEXT NOT NULL,
  unexplained     TEXT NOT NULL,
  explained_share TEXT,
  PRIMARY KEY (cell_id, vintage, position),
  FOREIGN KEY (cell_id, vintage) REFERENCES figure
) STRICT, WITHOUT ROWID;

CREATE TABLE bridge_side (
  cell_id        INTEGER NOT NULL,
  vintage        INTEGER NOT NULL,
  bridge         INTEGER NOT NULL,
  side           TEXT NOT NULL CHECK (side IN ('left', 'right')),
  file_id        INTEGER NOT NULL REFERENCES file,
  quoted_cell_id INTEGER NOT NULL REFERENCES cell,
  state          TEXT NOT NULL,
  value          TEXT,
  qualifier      TEXT NOT NULL,
  rounding_unit  TEXT,
  as_of          TEXT,
  PRIMARY KEY (cell_id, vintage, bridge, side),
  FOREIGN KEY (cell_id, vintage, bridge) REFERENCES bridge
) STRICT, WITHOUT ROWID;

CREATE TABLE bridge_step (
  cell_id  INTEGER NOT NULL,
  vintage  INTEGER NOT NULL,
  bridge   INTEGER NOT NULL,
  position INTEGER NOT NULL,
  cause    TEXT NOT NULL,
  label    TEXT NOT NULL CHECK (json_valid(label)),
  value    TEXT NOT NULL,
  PRIMARY KEY (cell_id, vintage, bridge, position),
  FOREIGN KEY (cell_id, vintage, bridge) REFERENCES bridge
) STRICT, WITHOUT ROWID;
