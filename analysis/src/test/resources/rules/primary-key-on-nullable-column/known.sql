CREATE TABLE events (id bigint, day date NOT NULL);
-- existing
CREATE UNIQUE INDEX CONCURRENTLY events_pkey ON events (id);
-- expect: high
ALTER TABLE events ADD CONSTRAINT events_pkey PRIMARY KEY USING INDEX events_pkey;
