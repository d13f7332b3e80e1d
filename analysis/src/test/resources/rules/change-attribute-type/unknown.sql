-- expect: low
ALTER TYPE address ALTER ATTRIBUTE street TYPE varchar(5);
