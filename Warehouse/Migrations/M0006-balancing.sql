-- Of a balanced value, six digits behind the point.
ALTER TABLE figure ADD COLUMN standard_error TEXT;

-- What became of a block of cells that a balancing ties together, written with the result of the
-- block's first cell. Numbers are exact decimal or fraction text (`1022/81`), or, where that is
-- longer than 200 characters, rounded to twelve digits behind the point after `≈`.
CREATE TABLE balancing (
  cell_id            INTEGER NOT NULL,
  vintage            INTEGER NOT NULL,
  position           INTEGER NOT NULL,
  -- Of the definition in reconcile.yaml.
  id                 TEXT NOT NULL,
  status             TEXT NOT NULL CHECK (
    status = 'balanced' OR status = 'overridden' OR status = 'definitionsDiffer'
    OR status = 'gateRefused' OR status = 'contradictory' OR status = 'tooLarge'
    OR status = 'unsolved'),
  -- The gate: null where it was not asked.
  q                  TEXT,
  degrees_of_freedom INTEGER,
  -- Four significant digits, `2.107e-01`.
  p                  TEXT,
  level              TEXT NOT NULL,
  override_reason    TEXT,
  PRIMARY KEY (cell_id, vintage, position),
  FOREIGN KEY (cell_id, vintage) REFERENCES figure
) STRICT, WITHOUT ROWID;

-- A source's value in a block. The observation is the one of the vintage's reading of this file for
-- the quoted cell.
CREATE TABLE balancing_value (
  cell_id        INTEGER NOT NULL,
  vintage        INTEGER NOT NULL,
  block          INTEGER NOT NULL,
  position       INTEGER NOT NULL,
  file_id        INTEGER NOT NULL REFERENCES file,
  quoted_cell_id INTEGER NOT NULL REFERENCES cell,
  state          TEXT NOT NULL,
  value          TEXT,
  qualifier      TEXT NOT NULL,
  rounding_unit  TEXT,
  as_of          TEXT,
  -- Null for a bound, which is no measurement; 0 is fixed.
  variance       TEXT,
  -- The balanced value, exactly and with six digits behind the point; null where nothing was
  -- adjusted.
  exact          TEXT,
  balanced       TEXT,
  adjustment     TEXT,
  standard_error TEXT,
  PRIMARY KEY (cell_id, vintage, block, position),
  FOREIGN KEY (cell_id, vintage, block) REFERENCES balancing
) STRICT, WITHOUT ROWID;

-- Which blocks speak of a cell.
CREATE INDEX balancing_value_by_cell ON balancing_value (quoted_cell_id);

-- A rule of a block at one cell, what it asked for and what it cost.
CREATE TABLE balancing_constraint (
  cell_id      INTEGER NOT NULL,
  vintage      INTEGER NOT NULL,
  block        INTEGER NOT NULL,
  position     INTEGER NOT NULL,
  rule         TEXT NOT NULL,
  -- As in `cell.key`; a rule may speak of a cell that no source reports.
  cell         TEXT NOT NULL,
  -- Empty where the rule is about no one source's value.
  source       TEXT NOT NULL,
  state        TEXT NOT NULL CHECK (
    state = 'binding' OR state = 'slack' OR state = 'redundant' OR state = 'unjudged'
    OR state = 'contradicting'),
  -- Right side less left side at the values as reported.
  discrepancy  TEXT,
  -- The change of Q/2 per unit of the right side; of a contradiction its weight.
  price        TEXT,
  -- The part of Q; over the block these add up to it.
  contribution TEXT,
  PRIMARY KEY (cell_id, vintage, block, position),
  FOREIGN KEY (cell_id, vintage, block) REFERENCES balancing
) STRICT, WITHOUT ROWID;
