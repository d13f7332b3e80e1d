-- expect: high
ALTER TABLE orders RENAME COLUMN total TO amount;
-- expect: high
ALTER TABLE orders RENAME day TO "Day";
-- A column of the old name that is added afterwards is empty.
-- expect: high
ALTER TABLE customers RENAME COLUMN mail TO address;
ALTER TABLE customers ADD COLUMN mail text;
