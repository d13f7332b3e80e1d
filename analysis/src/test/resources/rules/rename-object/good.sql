ALTER TYPE state ADD VALUE 'fresh';
CREATE TYPE mood AS ENUM ('happy', 'sad');
ALTER TYPE mood RENAME VALUE 'sad' TO 'low';
