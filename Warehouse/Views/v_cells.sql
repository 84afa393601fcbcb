-- Cells with a column per dimension, null where the cell is older than the dimension.
CREATE VIEW v_cells AS
SELECT
  id AS cell_id,
  {{dimensions from key}}
  key AS cell
FROM (
  SELECT c.id, h.text || t.text AS key, ',' || h.text || t.text || ',' AS k
  FROM cell AS c
  JOIN cell_part AS h ON h.id = c.head
  JOIN cell_part AS t ON t.id = c.tail
);
