-- expect: low
ALTER TABLE orders OWNER TO shop;
