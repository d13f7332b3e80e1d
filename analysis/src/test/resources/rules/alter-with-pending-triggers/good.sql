CREATE TABLE owners (id bigint PRIMARY KEY);
CREATE TABLE pets (
    id bigint PRIMARY KEY,
    owner_id bigint CONSTRAINT pets_owner REFERENCES owners (id) INITIALLY DEFERRED,
    other_id bigint REFERENCES owners (id) NOT DEFERRABLE
);
CREATE INDEX pets_owner_idx ON pets (owner_id);
CREATE INDEX pets_other_idx ON pets (other_id);
BEGIN;
INSERT INTO owners VALUES (1);
INSERT INTO pets VALUES (1, 1, 1);
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE pets ADD COLUMN name text;
COMMIT;
BEGIN;
INSERT INTO pets VALUES (2, 1, 1);
ALTER TABLE pets RENAME COLUMN name TO called;
COMMIT;
