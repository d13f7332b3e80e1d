CREATE TABLE owners (id bigint PRIMARY KEY);
CREATE TABLE pets (id bigint PRIMARY KEY, owner_id bigint REFERENCES owners (id) DEFERRABLE INITIALLY DEFERRED);
INSERT INTO owners VALUES (1);
BEGIN;
INSERT INTO pets VALUES (1, 1);
-- expect: high
ALTER TABLE pets ADD COLUMN name text;
-- expect: high
TRUNCATE pets;
-- expect: high
DROP TABLE pets;
ROLLBACK;
BEGIN;
DELETE FROM owners WHERE id = 1;
-- expect: medium
ALTER TABLE owners ADD COLUMN name text;
ROLLBACK;
