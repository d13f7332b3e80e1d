-- A lending library, with what is rarer: domains, default partitions, inheritance, odd types.
CREATE DOMAIN isbn AS text;
CREATE DOMAIN shelf AS varchar(10) NOT NULL DEFAULT 'A1';
CREATE TABLE author (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, born smallint, died smallint);
CREATE TABLE book (
    id bigint PRIMARY KEY, isbn isbn, title varchar(200), author_id integer, published date, pages integer,
    price money, cover bytea, language char(3), keywords text, mark bit(4), loaned interval(2), opened time(2), score real
);
CREATE INDEX book_title ON book (title);
CREATE INDEX book_keywords ON book (keywords);
CREATE TABLE member (id bigint PRIMARY KEY, name text NOT NULL, joined date, card text, CHECK (joined IS NOT NULL));
CREATE TABLE student (faculty text) INHERITS (member);
CREATE TABLE visitor (id bigint NOT NULL, name text NOT NULL, joined date NOT NULL, card text, CONSTRAINT member_joined_check CHECK (joined IS NOT NULL));
CREATE TABLE loan (id bigint, book_id bigint, member_id bigint, day date NOT NULL, due date) PARTITION BY RANGE (day);
CREATE TABLE loan_2024 PARTITION OF loan FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE loan_other PARTITION OF loan DEFAULT;
CREATE TABLE loan_2023 (id bigint, book_id bigint, member_id bigint, day date NOT NULL, due date);
CREATE TABLE fine (id bigint NOT NULL, member_id bigint NOT NULL, cents integer, during tstzrange);
CREATE UNIQUE INDEX fine_id ON fine (id);
CREATE UNIQUE INDEX fine_member ON fine (member_id, cents);
INSERT INTO author (name) SELECT 'a' || n FROM generate_series(1, 20) n;
INSERT INTO book (id, isbn, title, author_id, published) SELECT n, n::text, 't' || n, n, '2000-01-01' FROM generate_series(1, 20) n;
INSERT INTO member SELECT n, 'm' || n, '2020-01-01' FROM generate_series(1, 20) n;
INSERT INTO student SELECT 100 + n, 's' || n, '2020-01-01' FROM generate_series(1, 20) n;
INSERT INTO visitor SELECT 200 + n, 'v' || n, '2020-01-01' FROM generate_series(1, 20) n;
INSERT INTO loan SELECT n, n, n, '2024-05-01' FROM generate_series(1, 20) n;
INSERT INTO loan SELECT n, n, n, '2022-05-01' FROM generate_series(1, 20) n;
INSERT INTO loan_2023 SELECT n, n, n, '2023-05-01' FROM generate_series(1, 20) n;
INSERT INTO fine SELECT n, n, n FROM generate_series(1, 20) n;
-- migration: joined, for good, as a CHECK has it already
ALTER TABLE member ALTER COLUMN joined SET NOT NULL;
-- migration: a year out of the default partition
CREATE TABLE loan_2025 PARTITION OF loan FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
-- migration: an old year comes back
ALTER TABLE loan ATTACH PARTITION loan_2023 FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
-- migration: loans are of members
ALTER TABLE loan ADD CONSTRAINT loan_member FOREIGN KEY (member_id) REFERENCES member (id);
-- migration: loans have a state
ALTER TABLE loan ADD COLUMN state text NOT NULL DEFAULT 'out';
-- migration: loans have a random code
ALTER TABLE loan ADD COLUMN code integer DEFAULT (random() * 1000)::integer;
-- migration: loans end after they begin
ALTER TABLE loan ADD CONSTRAINT ends_later CHECK (due >= day) NOT VALID;
-- migration: loans end after they begin, checked
ALTER TABLE loan VALIDATE CONSTRAINT ends_later;
-- migration: numbers of loans
ALTER TABLE loan ADD PRIMARY KEY (id, day);
-- migration: isbns have a length
ALTER DOMAIN isbn ADD CONSTRAINT isbn_length CHECK (length(VALUE) < 20) NOT VALID;
-- migration: isbns have a length, checked
ALTER DOMAIN isbn VALIDATE CONSTRAINT isbn_length;
-- migration: isbns are there
ALTER DOMAIN isbn SET NOT NULL;
-- migration: a second isbn
ALTER TABLE author ADD COLUMN note isbn DEFAULT 'x';
-- migration: where books stand
ALTER TABLE book ADD COLUMN place shelf;
-- migration: isbns of any kind
ALTER TABLE book ALTER COLUMN isbn TYPE text;
-- migration: titles of any length, which are indexed
ALTER TABLE book ALTER COLUMN title TYPE text;
-- migration: titles in another order
ALTER TABLE book ALTER COLUMN title TYPE text COLLATE "C";
-- migration: prices as numbers
ALTER TABLE book ALTER COLUMN price TYPE numeric(10, 2) USING price::numeric;
-- migration: languages without blanks
ALTER TABLE book ALTER COLUMN language TYPE varchar(3);
-- migration: keywords as list
ALTER TABLE book ALTER COLUMN keywords TYPE text[] USING string_to_array(keywords, ',');
-- migration: opening times to the second
ALTER TABLE book ALTER COLUMN opened TYPE time(0);
-- migration: opening times to the microsecond
ALTER TABLE book ALTER COLUMN loaned TYPE interval(6), ALTER COLUMN mark TYPE varbit(4);
-- migration: better scores
ALTER TABLE book ALTER COLUMN score TYPE double precision;
-- migration: pages are small
ALTER TABLE book ALTER COLUMN pages TYPE smallint;
-- migration: authors live some time
ALTER TABLE author ADD CONSTRAINT lives CHECK (died >= born), ALTER COLUMN name SET DEFAULT 'unknown';
-- migration: authors have names
ALTER TABLE author ADD CONSTRAINT author_name NOT NULL name NOT VALID;
-- migration: authors have names, checked
ALTER TABLE author VALIDATE CONSTRAINT author_name;
-- migration: authors have names, said again
ALTER TABLE author ALTER COLUMN name SET NOT NULL;
-- migration: fines have a key
ALTER TABLE fine ADD PRIMARY KEY USING INDEX fine_id;
-- migration: fines by member and sum
ALTER TABLE fine ADD CONSTRAINT fine_member_key UNIQUE USING INDEX fine_member;
-- migration: a fine at a time
ALTER TABLE fine ADD CONSTRAINT one_fine EXCLUDE USING gist (during WITH &&) WHERE (cents > 0);
-- migration: fines end
ALTER TABLE fine ADD COLUMN paid timestamptz, ADD COLUMN half integer GENERATED ALWAYS AS (cents / 2) VIRTUAL;
-- migration: half of another sum
ALTER TABLE fine ALTER COLUMN half SET EXPRESSION AS (cents / 3);
-- migration: guests become members
ALTER TABLE visitor INHERIT member;
-- migration: students leave
ALTER TABLE student NO INHERIT member;
-- migration: members are seen by themselves only
ALTER TABLE member ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON member USING (name = current_user);
-- migration: the name in small letters
CREATE UNIQUE INDEX member_name ON member (lower(name));
-- migration: cards are unique once known
CREATE UNIQUE INDEX member_card ON member (card) WHERE card IS NOT NULL;
-- migration: books for export
CREATE PUBLICATION export FOR TABLE book;
ALTER TABLE book REPLICA IDENTITY FULL;
-- migration: covers apart
CREATE TABLE cover AS SELECT id, cover FROM book;
ALTER TABLE cover ADD CONSTRAINT cover_pk PRIMARY KEY (id);
ALTER TABLE cover ADD CONSTRAINT cover_book FOREIGN KEY (id) REFERENCES book (id);
ALTER TABLE book DROP COLUMN cover;
-- migration: several things at once
ALTER TABLE author ALTER COLUMN died TYPE integer, ADD COLUMN alive boolean DEFAULT true, DROP COLUMN note;
-- migration: in a block
DO $$
BEGIN
    ALTER TABLE book ADD COLUMN rating integer;
    UPDATE book SET rating = 1 WHERE id = 1;
    ALTER TABLE book ADD CONSTRAINT rating_range CHECK (rating BETWEEN 1 AND 5);
END
$$;
-- migration: members and fines
ALTER TABLE fine ADD CONSTRAINT fine_of_member FOREIGN KEY (member_id) REFERENCES member (id) NOT VALID;
ALTER TABLE fine VALIDATE CONSTRAINT fine_of_member;
-- migration: loans of a day
CREATE INDEX IF NOT EXISTS loan_day ON loan (day);
-- migration: where a book stands now
ALTER TABLE book ALTER COLUMN place DROP DEFAULT, ALTER COLUMN place TYPE varchar(20);
