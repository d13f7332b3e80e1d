CREATE TABLE drafts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, rank integer);
CREATE TABLE lines (draft_id bigint, line integer, PRIMARY KEY (draft_id, line));
