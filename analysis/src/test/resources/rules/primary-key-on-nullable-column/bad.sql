CREATE UNIQUE INDEX CONCURRENTLY events_pkey ON events (id);
-- expect: medium
ALTER TABLE events ADD CONSTRAINT events_pkey PRIMARY KEY USING INDEX events_pkey;
-- expect: medium
ALTER TABLE items ADD PRIMARY KEY USING INDEX items_key;
