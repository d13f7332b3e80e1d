CREATE TABLE schema_migrations (version text NOT NULL);
CREATE TABLE flyway_schema_history (installed_rank integer PRIMARY KEY, version text, script text);
CREATE TABLE goose_db_version (id serial PRIMARY KEY, version_id bigint);
CREATE TABLE databasechangelog (id text, author text, filename text);
CREATE TABLE "__EFMigrationsHistory" ("MigrationId" text PRIMARY KEY);
-- existing
DELETE FROM schema_migrations WHERE version = '20200101000000';
DELETE FROM schema_migrations WHERE version IN ('20200101000000', '20200102000000');
DELETE FROM flyway_schema_history WHERE version = '7';
DELETE FROM goose_db_version WHERE version_id = 7;
DELETE FROM public.databasechangelog WHERE id = '7' AND author = 'me';
DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20200101_First';
-- expect: medium
DELETE FROM schema_migrations WHERE version > '2020';
-- expect: high
DELETE FROM schema_migrations;
