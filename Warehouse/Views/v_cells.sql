-- Cells with a column per dimension, null where the cell is older than the dimension.
CREATE VIEW v_cells AS
SELECT
  id AS cell_id,
  {{dimensions from key}}
  key AS cell
FROM (SELECT id, key, ',' || key || ',' AS k FROM cell);
