-- Four bytes of a row's digest are enough to name it; that rows were changed at all is told by the
-- digests of tables in the manifest. SQLite cannot change a CHECK, so the table is made anew.
CREATE TABLE row_digest_before AS SELECT * FROM row_digest;
DROP TABLE row_digest;
CREATE TABLE row_digest (
  vintage     INTEGER NOT NULL REFERENCES run,
  table_name  TEXT NOT NULL,
  -- From 0; 4096 rows each.
  block       INTEGER NOT NULL CHECK (block >= 0),
  -- Bytes of a row; alike in all of a vintage. Eight in vintages of earlier versions.
  width       INTEGER NOT NULL CHECK (width = 4 OR width = 8),
  digests     BLOB NOT NULL CHECK (length(digests) % width = 0),
  PRIMARY KEY (vintage, table_name, block)
) STRICT;
INSERT INTO row_digest SELECT vintage, table_name, block, 8, digests FROM row_digest_before;
DROP TABLE row_digest_before;
