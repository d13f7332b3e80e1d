CREATE TABLE events (id bigint, at timestamptz NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- existing
-- expect: high
CREATE INDEX events_at_idx ON events (at);
CREATE INDEX events_id_idx ON ONLY events (id);
CREATE INDEX CONCURRENTLY events_2025_id_idx ON events_2025 (id);
ALTER INDEX events_id_idx ATTACH PARTITION events_2025_id_idx;
