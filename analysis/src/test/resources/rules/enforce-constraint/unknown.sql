-- postgres: 18
-- expect: high
ALTER TABLE items ALTER CONSTRAINT items_order DEFERRABLE ENFORCED;
