CREATE VIEW mails AS SELECT id, email FROM customers;
CREATE VIEW few_mails AS SELECT id FROM mails LIMIT 3;
-- existing
BEGIN;
-- expect: high
LOCK TABLE few_mails IN EXCLUSIVE MODE;
COMMIT;
