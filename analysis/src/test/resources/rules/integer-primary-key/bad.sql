CREATE TABLE drafts (
    -- expect: low
    id serial PRIMARY KEY
);
CREATE TABLE notes (
    -- expect: low
    id integer GENERATED ALWAYS AS IDENTITY,
    PRIMARY KEY (id)
);
