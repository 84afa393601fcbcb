-- What every delivery of the latest vintage says about every cell, superseded editions included.
CREATE VIEW v_sources AS
SELECT
  {{dimensions}}
  s.source,
  s.path,
  d.edition,
  o.state,
  CAST(o.value AS REAL) AS value,
  o.value AS value_exact,
  o.qualifier,
  CAST(o.rounding_unit AS REAL) AS rounding_unit,
  o.as_of,
  o.certainty,
  d.sha256,
  i.vintage,
  c.cell
FROM vintage_input AS i
JOIN delivery AS d ON d.id = i.delivery_id
JOIN file AS s ON s.id = d.file_id
JOIN observation AS o ON o.staging_id = i.staging_id
JOIN v_cells AS c ON c.cell_id = o.cell_id
WHERE i.vintage = (SELECT max(vintage) FROM run);
