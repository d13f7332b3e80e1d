ALTER TYPE address ADD ATTRIBUTE town text;
ALTER TYPE address ALTER ATTRIBUTE street TYPE varchar(5);
