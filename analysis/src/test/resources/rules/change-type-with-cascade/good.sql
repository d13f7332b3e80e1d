ALTER TYPE address ADD ATTRIBUTE town text;

