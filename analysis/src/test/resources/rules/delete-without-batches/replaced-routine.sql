CREATE FUNCTION tidy(days integer) RETURNS void LANGUAGE sql AS $$ DELETE FROM sessions $$;
CREATE FUNCTION tidy(name text) RETURNS void LANGUAGE sql AS $$ DELETE FROM sessions $$;
CREATE OR REPLACE FUNCTION tidy( days  integer ) RETURNS void LANGUAGE sql AS $$ SELECT 1 $$;
CREATE OR REPLACE FUNCTION tidy(name text) RETURNS void LANGUAGE sql AS $$ SELECT 1 $$;
SELECT tidy(7);
CREATE OR REPLACE FUNCTION tidy(days integer) RETURNS void LANGUAGE sql AS $$ DELETE FROM sessions $$;
-- expect: high
SELECT tidy(7);
