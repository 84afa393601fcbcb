-- The decisions of the latest vintage, and at how many cells each was applied.
CREATE VIEW v_decisions AS
SELECT
  d.id AS decision,
  d.status,
  d.why,
  d.action,
  coalesce(d.source, d.cause, d.path, d.value, d.lower || '..' || d.upper) AS decided,
  d.author,
  d.role,
  d.second_signer,
  d.date,
  d.expires,
  d.rule,
  d.scope,
  d.reason,
  (
    SELECT count(*)
    FROM decision_cell AS c
    WHERE c.decision = d.id
      AND c.status = 'applied'
      AND c.vintage = (SELECT max(g.vintage) FROM figure AS g WHERE g.cell_id = c.cell_id)
  ) AS cells,
  d.sha256,
  d.vintage
FROM decision AS d
WHERE d.vintage = (SELECT max(vintage) FROM run);
