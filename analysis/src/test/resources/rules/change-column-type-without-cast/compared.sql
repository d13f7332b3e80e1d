CREATE TYPE account_state AS ENUM ('x', 'y');
CREATE TABLE accounts (
    id integer PRIMARY KEY,
    kind text CONSTRAINT accounts_kind CHECK (kind IN ('x', 'y')),
    code text CHECK (code <> ''),
    level integer,
    active boolean,
    status account_state,
    title varchar(20) CHECK (title <> ''),
    note text CHECK (length(note) > 0 AND note IS NOT NULL),
    amount integer CHECK (amount >= 0 AND 100 > amount),
    at date CHECK (at > '2020-01-01')
);
CREATE INDEX accounts_kinds ON accounts (level) WHERE kind = 'x';
CREATE INDEX accounts_level ON accounts (id) WHERE level = 1;
CREATE INDEX accounts_active ON accounts (id) WHERE active = true AND id > 5;
CREATE INDEX accounts_status ON accounts (id) WHERE 'x' = status;
CREATE INDEX accounts_any ON accounts (id) WHERE note IS NOT NULL;
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE accounts ALTER COLUMN kind TYPE account_state USING kind::account_state;
-- expect: high
ALTER TABLE accounts ALTER COLUMN code TYPE integer USING code::integer;
-- expect: high
ALTER TABLE accounts ALTER COLUMN level TYPE boolean USING level <> 0;
-- expect: high
ALTER TABLE accounts ALTER COLUMN active TYPE integer USING active::integer;
ALTER TYPE account_state RENAME TO account_state_old;
CREATE TYPE account_state AS ENUM ('x', 'y', 'z');
-- expect: high
ALTER TABLE accounts ALTER COLUMN status TYPE account_state USING status::text::account_state;

-- These have the operators that they need.
-- expect: high change-column-type
ALTER TABLE accounts ALTER COLUMN amount TYPE bigint;
-- expect: high change-column-type
ALTER TABLE accounts ALTER COLUMN at TYPE timestamptz;
-- expect: high change-column-type
ALTER TABLE accounts ALTER COLUMN title TYPE account_state USING title::account_state;
DROP INDEX CONCURRENTLY accounts_status;
-- expect: high change-column-type
ALTER TABLE accounts ALTER COLUMN status TYPE account_state USING status::text::account_state;
DROP INDEX CONCURRENTLY accounts_kinds;
-- expect: high change-column-type
ALTER TABLE accounts DROP CONSTRAINT accounts_kind, ALTER COLUMN kind TYPE account_state USING kind::account_state;
