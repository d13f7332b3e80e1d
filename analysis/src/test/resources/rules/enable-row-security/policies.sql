-- expect: low
CREATE POLICY own ON orders USING (true);
-- expect: medium
ALTER POLICY own ON orders USING (customer_id = 1);
ALTER POLICY own ON orders RENAME TO own_2;
-- expect: medium
DROP POLICY own_2 ON orders;
