CREATE DOMAIN level AS integer CONSTRAINT above CHECK (VALUE > 0);
CREATE DOMAIN step AS integer NOT NULL DEFAULT 3;
CREATE DOMAIN size AS integer CHECK (VALUE > 0) CHECK (VALUE < 100);
CREATE DOMAIN width AS size;
CREATE DOMAIN mark AS integer;
CREATE DOMAIN grade AS mark;
CREATE DOMAIN maybe AS integer CONSTRAINT small CHECK (VALUE < 10);
-- existing
ALTER DOMAIN level DROP CONSTRAINT above;
ALTER TABLE orders ADD COLUMN a level;
ALTER DOMAIN step DROP NOT NULL;
ALTER TABLE orders ADD COLUMN b step;
ALTER DOMAIN size DROP CONSTRAINT size_check;
-- expect: high
ALTER TABLE orders ADD COLUMN c size;
ALTER DOMAIN size RENAME CONSTRAINT size_check1 TO below;
ALTER DOMAIN size DROP CONSTRAINT IF EXISTS below;
ALTER TABLE orders ADD COLUMN d size;
ALTER TABLE orders ADD COLUMN e width;
ALTER DOMAIN mark ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;
-- expect: high
ALTER TABLE orders ADD COLUMN f grade;
DO $$
BEGIN
    IF (SELECT count(*) > 1000000 FROM orders) THEN
        ALTER DOMAIN maybe DROP CONSTRAINT small;
    END IF;
END
$$;
-- expect: high
ALTER TABLE orders ADD COLUMN g maybe;
