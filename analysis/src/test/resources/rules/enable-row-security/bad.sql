-- expect: medium
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
