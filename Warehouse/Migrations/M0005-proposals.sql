-- A value that would resolve a flag, for a person to decide on; no run applies one. Proposals of one
-- solution go together, other solutions are other ways. The columns proposal_… of the table flag
-- were never written.
CREATE TABLE proposal (
  cell_id          INTEGER NOT NULL,
  vintage          INTEGER NOT NULL,
  flag             INTEGER NOT NULL,
  position         INTEGER NOT NULL,
  -- From 1.
  solution         INTEGER NOT NULL CHECK (solution >= 1),
  status           TEXT NOT NULL CHECK (
    status = 'corrected' OR status = 'partial' OR status = 'undecided'),
  method           TEXT NOT NULL CHECK (
    method = 'sign' OR method = 'scale' OR method = 'typing' OR method = 'rounding'
    OR method = 'implied' OR method = 'localisation'),
  -- The sum of the weights of the numbers that the solution changes.
  weight           TEXT NOT NULL,
  source           TEXT NOT NULL,
  proposed_cell_id INTEGER NOT NULL REFERENCES cell,
  -- Null: the source gives no number.
  from_value       TEXT,
  -- Null: the value is only suspected; it lies between lower and upper, where those are known.
  to_value         TEXT,
  lower            TEXT,
  upper            TEXT,
  PRIMARY KEY (cell_id, vintage, flag, position),
  FOREIGN KEY (cell_id, vintage, flag) REFERENCES flag
) STRICT, WITHOUT ROWID;
