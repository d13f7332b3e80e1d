CREATE TABLE events (id bigint NOT NULL, day date NOT NULL);
-- existing
CREATE UNIQUE INDEX CONCURRENTLY events_pkey ON events (id, day);
ALTER TABLE events ADD CONSTRAINT events_pkey PRIMARY KEY USING INDEX events_pkey;
