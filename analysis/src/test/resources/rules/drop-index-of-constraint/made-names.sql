CREATE TABLE "userAccount" (id bigint PRIMARY KEY, "eMail" text UNIQUE, UNIQUE ("eMail", id) INCLUDE (name), name text);
CREATE TABLE rechnungen_im_archiv (id bigint, nummer_der_rechnung_wie_sie_im_alten_system_gefuehrt_wurde_x text UNIQUE);
CREATE TABLE rooms (room int4range, during tsrange, EXCLUDE USING gist (room WITH &&, during WITH &&));
CREATE TABLE rooms_id_key (id bigint);
ALTER TABLE rooms ADD COLUMN id bigint UNIQUE;
CREATE INDEX ON rooms (lower(room), (upper(during)), (room * room), (room + room)) INCLUDE (id);
CREATE INDEX ON rooms (id);
CREATE INDEX ON rooms (id, (id::text));
-- existing
-- expect: high
DROP INDEX "userAccount_pkey";
-- expect: high
DROP INDEX "userAccount_eMail_key";
-- expect: high
DROP INDEX "userAccount_eMail_id_name_key";
-- expect: high
DROP INDEX rechnungen_im_archiv_nummer_der_rechnung_wie_sie_im_alten_s_key;
-- expect: high
DROP INDEX rooms_room_during_excl;
ALTER INDEX rooms_id_key1 RENAME TO rooms_by_id;
-- expect: high
DROP INDEX rooms_by_id;
DROP INDEX rooms_lower_upper_expr_expr1_id_idx;
DROP INDEX rooms_id_idx;
DROP INDEX rooms_id_id1_idx;
