-- expect: medium
CREATE UNLOGGED TABLE hits (id bigint PRIMARY KEY, path text);
