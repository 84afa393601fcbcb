-- The flags of the latest vintage, one row each; `reported` quotes the values that differ,
-- `proposals` the values that would resolve it.
CREATE VIEW v_discrepancies AS
SELECT
  {{dimensions}}
  f.rule,
  f.cause,
  f.secondary,
  f.confidence,
  f.severity,
  CAST(f.difference AS REAL) AS difference,
  f.difference AS difference_exact,
  CAST(f.relative AS REAL) AS relative,
  CAST(f.ratio AS REAL) AS ratio,
  CAST(f.tolerance AS REAL) AS tolerance,
  (
    SELECT group_concat(quoted, '; ')
    FROM (
      SELECT s.source || '=' || coalesce(v.value, v.state) AS quoted
      FROM flag_value AS v
      JOIN file AS s ON s.id = v.file_id
      WHERE v.cell_id = f.cell_id AND v.vintage = f.vintage AND v.flag = f.position
      ORDER BY v.position
    )
  ) AS reported,
  f.evidence,
  (
    SELECT group_concat(proposed, '; ')
    FROM (
      SELECT p.solution || ': ' || p.source || ' ' || coalesce(p.from_value, 'no number') || ' -> '
        || coalesce(p.to_value, coalesce(p.lower, '') || '..' || coalesce(p.upper, ''))
        || ' (' || p.method || ', ' || p.status || ') at ' || h.text || t.text AS proposed
      FROM proposal AS p
      JOIN cell AS q ON q.id = p.proposed_cell_id
      JOIN cell_part AS h ON h.id = q.head
      JOIN cell_part AS t ON t.id = q.tail
      WHERE p.cell_id = f.cell_id AND p.vintage = f.vintage AND p.flag = f.position
      ORDER BY p.position
    )
  ) AS proposals,
  f.vintage,
  f.id AS flag,
  c.cell
FROM flag AS f
JOIN v_cells AS c ON c.cell_id = f.cell_id
WHERE f.vintage = (SELECT max(g.vintage) FROM figure AS g WHERE g.cell_id = f.cell_id);
