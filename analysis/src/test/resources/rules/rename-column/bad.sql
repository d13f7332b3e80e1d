-- expect: high
ALTER TABLE orders RENAME COLUMN total TO amount;
-- expect: high
ALTER TABLE orders RENAME day TO "Day";
