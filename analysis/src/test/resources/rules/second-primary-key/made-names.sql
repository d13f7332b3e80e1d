CREATE TABLE "Order" (id bigint PRIMARY KEY, x integer NOT NULL);
CREATE TABLE bestellungen_aus_dem_alten_system_die_niemand_mehr_brauchü_ab (id bigint PRIMARY KEY, x integer NOT NULL);
CREATE TABLE taken (id bigint NOT NULL, x integer NOT NULL);
CREATE TABLE taken_pkey (id bigint);
ALTER TABLE taken ADD PRIMARY KEY (id);
CREATE TABLE called (id bigint PRIMARY KEY, x integer NOT NULL);
-- existing
ALTER TABLE "Order" DROP CONSTRAINT "Order_pkey", ADD PRIMARY KEY (x);
ALTER TABLE bestellungen_aus_dem_alten_system_die_niemand_mehr_brauchü_ab
    DROP CONSTRAINT bestellungen_aus_dem_alten_system_die_niemand_mehr_brauch_pkey,
    ADD PRIMARY KEY (x);
ALTER TABLE taken DROP CONSTRAINT taken_pkey1;
ALTER TABLE taken ADD PRIMARY KEY (x);
-- The constraint has the name of its index.
ALTER INDEX called_pkey RENAME TO called_id;
ALTER TABLE called DROP CONSTRAINT called_id;
ALTER TABLE called ADD PRIMARY KEY (x);
-- expect: high
ALTER TABLE "Order" ADD PRIMARY KEY (id);
