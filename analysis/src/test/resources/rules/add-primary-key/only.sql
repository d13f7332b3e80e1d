-- That it has partitions is shown by what follows only.
ALTER TABLE ONLY measurements ADD CONSTRAINT measurements_pkey PRIMARY KEY (day);
-- expect: high
ALTER TABLE ONLY measurements_2019 ADD CONSTRAINT measurements_2019_pkey PRIMARY KEY (day);
ALTER INDEX measurements_pkey ATTACH PARTITION measurements_2019_pkey;
-- expect: high
ALTER TABLE ONLY app.orders ADD CONSTRAINT app_orders_pkey PRIMARY KEY (id);
-- expect: high add-unique-constraint
ALTER TABLE ONLY archive ADD CONSTRAINT archive_key UNIQUE (id);
