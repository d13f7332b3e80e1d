-- expect: medium
CREATE RULE orders_keep AS ON DELETE TO orders DO INSTEAD NOTHING;
