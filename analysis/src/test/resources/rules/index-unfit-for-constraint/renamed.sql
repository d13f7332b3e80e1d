CREATE TABLE badges (id bigint NOT NULL, code text NOT NULL);
CREATE UNIQUE INDEX badges_by_id ON badges (id);
-- existing
SET lock_timeout = '2s';
ALTER TABLE badges ADD CONSTRAINT badges_once UNIQUE USING INDEX badges_by_id;
-- The index is called as its constraint from there on.
-- expect: high
ALTER TABLE badges ADD PRIMARY KEY USING INDEX badges_by_id;
