CREATE TABLE parcels (id bigint PRIMARY KEY, code text);
CREATE TABLE chosen (id bigint, code text);
-- existing
SET lock_timeout = '2s';
BEGIN;
CREATE TABLE permissions (id bigint PRIMARY KEY, name text);
INSERT INTO permissions VALUES (1, 'read'), (2, 'write');
ALTER TABLE parcels ADD COLUMN note text;
INSERT INTO chosen SELECT id, code FROM parcels WHERE id = 2;
INSERT INTO chosen SELECT id, name FROM permissions;
COMMIT;
