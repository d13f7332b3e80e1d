CREATE TABLE squares (id integer, name varchar(9), mark text);
CREATE TABLE reds (shade varchar(9), name varchar(9), mark text);
CREATE TABLE red_squares (size integer) INHERITS (squares, reds);
CREATE TABLE tops (id integer, name varchar(9));
CREATE TABLE lefts () INHERITS (tops);
CREATE TABLE rights () INHERITS (tops);
CREATE TABLE bottoms () INHERITS (lefts, rights);
-- existing
SET lock_timeout = '2s';
-- expect: high
ALTER TABLE red_squares ALTER COLUMN shade TYPE text;
-- expect: high
ALTER TABLE red_squares RENAME COLUMN shade TO tone;
-- expect: high
ALTER TABLE red_squares RENAME COLUMN name TO title;
-- expect: high
ALTER TABLE reds ALTER COLUMN name TYPE text;
-- expect: high
ALTER TABLE squares RENAME COLUMN name TO title;
-- What comes from one in two ways changes in all.
ALTER TABLE tops ALTER COLUMN name TYPE varchar(20);
-- expect: high
ALTER TABLE lefts ALTER COLUMN name TYPE varchar(30);
ALTER TABLE reds ALTER COLUMN shade TYPE varchar(20);
-- expect: high drop-column
ALTER TABLE squares DROP COLUMN mark;
