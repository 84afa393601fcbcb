-- The figures of the latest vintage. value is for arithmetic, value_exact is what was decided.
CREATE VIEW v_figures AS
SELECT
  {{dimensions}}
  f.status,
  CAST(f.value AS REAL) AS value,
  f.value AS value_exact,
  CAST(f.lower AS REAL) AS lower,
  f.lower AS lower_exact,
  CAST(f.upper AS REAL) AS upper,
  f.upper AS upper_exact,
  CAST(f.standard_error AS REAL) AS standard_error,
  f.standard_error AS standard_error_exact,
  f.outcome,
  CAST(f.explained_share AS REAL) AS explained_share,
  f.method,
  f.rule,
  f.vintage,
  c.cell
FROM figure AS f
JOIN v_cells AS c ON c.cell_id = f.cell_id
WHERE f.status <> 'series'
  AND f.vintage = (SELECT max(g.vintage) FROM figure AS g WHERE g.cell_id = f.cell_id);
