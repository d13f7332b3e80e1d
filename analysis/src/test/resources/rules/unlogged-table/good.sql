CREATE TABLE hits (id bigint PRIMARY KEY, path text);
CREATE TEMPORARY TABLE recent (path text);
