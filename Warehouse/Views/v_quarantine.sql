-- The records that the latest vintage could not load, and why.
CREATE VIEW v_quarantine AS
SELECT
  s.source,
  s.path,
  q.ordinal AS record,
  q.line,
  q."offset",
  q.length,
  q."column",
  q.reason,
  q.details,
  d.sha256,
  i.vintage
FROM vintage_input AS i
JOIN delivery AS d ON d.id = i.delivery_id
JOIN file AS s ON s.id = d.file_id
JOIN quarantine AS q ON q.staging_id = i.staging_id
WHERE i.vintage = (SELECT max(vintage) FROM run);
