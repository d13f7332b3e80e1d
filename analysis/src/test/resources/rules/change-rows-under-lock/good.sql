BEGIN;
ALTER TABLE orders ADD COLUMN state text;
INSERT INTO settings (name, value) VALUES ('state', 'on');
COMMIT;
UPDATE orders SET state = 'new' WHERE id = 1;

BEGIN;
CREATE TABLE carts (id bigint PRIMARY KEY, total numeric);
UPDATE orders SET state = 'new' WHERE id = 2;
COMMIT;

-- One row by its key is over in a moment, and so is one that stands in the statement.
BEGIN;
ALTER TABLE customers ADD COLUMN rank integer;
UPDATE customers SET rank = 1 WHERE id = 1;
DELETE FROM sessions WHERE id IN (1, 2);
COMMIT;

BEGIN;
CREATE TABLE labels (customer bigint REFERENCES customers, label integer);
INSERT INTO labels SELECT 1, 2 WHERE NOT EXISTS (SELECT 1 FROM labels WHERE label = 2);
INSERT INTO labels SELECT (SELECT id FROM shops WHERE id = 1), 2;
COMMIT;
