-- expect: low
CREATE TABLE drafts (id bigint, body text);
