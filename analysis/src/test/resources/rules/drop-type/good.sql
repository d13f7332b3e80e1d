CREATE TYPE shade AS ENUM ('light', 'dark');
DROP TYPE shade;
