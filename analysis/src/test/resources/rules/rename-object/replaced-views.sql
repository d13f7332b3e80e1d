-- Whether it was there is not known, and to have been there is why it is replaced.
CREATE OR REPLACE VIEW report AS SELECT 1 AS a;
-- expect: high
ALTER VIEW report RENAME TO report_old;
-- In a new schema nothing was.
CREATE SCHEMA figures;
CREATE OR REPLACE VIEW figures.report AS SELECT 1 AS a;
ALTER VIEW figures.report RENAME TO report_new;
