ALTER TABLE old.events SET (fillfactor = 70);
