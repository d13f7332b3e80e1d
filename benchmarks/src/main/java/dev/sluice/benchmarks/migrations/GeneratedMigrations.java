package dev.sluice.benchmarks.migrations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The history of a schema as Flyway's files: tables are made, and later files change them, some as they should not. */
final class GeneratedMigrations {

    /** How many files there are. */
    static final int FILES = 1_000;

    private static final long SEED = 20261125;
    private static final int FILES_OF_A_TABLE = 5;

    private final Random random = new Random(SEED);
    private int statements;

    /**
     * Writes the same files each time.
     *
     * @return how many statements they have
     */
    static int write(Path folder) throws IOException {
        GeneratedMigrations migrations = new GeneratedMigrations();
        Files.createDirectories(folder);
        for (int i = 0; i < FILES; i++) {
            String name = String.format(Locale.ROOT, "V%d__change_%d.sql", i + 1, i + 1);
            Files.writeString(folder.resolve(name), migrations.file(i));
        }
        return migrations.statements;
    }

    private String file(int number) {
        StringBuilder file = new StringBuilder("-- Change " + number + "\nSET lock_timeout = '2s';\n");
        statements++;
        String table = "app.orders_" + number / FILES_OF_A_TABLE;
        List<String> changes = number % FILES_OF_A_TABLE == 0 ? made(table) : changed(table, number);
        for (String change : changes) {
            file.append('\n').append(change).append(";\n");
            statements++;
        }
        return file.toString();
    }

    private List<String> made(String table) {
        String index = table.substring("app.".length());
        return List.of(
                "CREATE TABLE " + table + " (\n"
                        + "  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n"
                        + "  customer_id bigint NOT NULL,\n"
                        + "  item varchar(40) NOT NULL,\n"
                        + "  total numeric(10, 2) NOT NULL DEFAULT 0 CHECK (total >= 0),\n"
                        + "  note text,\n"
                        + "  ordered_at timestamptz NOT NULL DEFAULT now()\n"
                        + ")",
                "CREATE INDEX " + index + "_customer ON " + table + " (customer_id, ordered_at DESC)",
                "COMMENT ON TABLE " + table + " IS 'Orders; one row for each'",
                "INSERT INTO " + table + " (customer_id, item, total)\n  VALUES (1, 'it''s', 10), (2, $$plain$$, 20.5)",
                "CREATE FUNCTION " + table + "_touch() RETURNS trigger LANGUAGE plpgsql AS $body$\n"
                        + "BEGIN\n  NEW.ordered_at := now(); -- always\n  RETURN NEW;\nEND;\n$body$");
    }

    private List<String> changed(String table, int number) {
        String column = "extra_" + number;
        String index = table.substring("app.".length()) + "_" + number;
        return List.of(
                "ALTER TABLE " + table + "\n  ADD COLUMN " + column + " text"
                        + pick("", " DEFAULT 'none'", " NOT NULL"),
                pick("CREATE INDEX ", "CREATE UNIQUE INDEX ") + index + " ON " + table + " (" + column + ")\n  WHERE "
                        + column + " IS NOT NULL",
                "ALTER TABLE " + table + " ADD CONSTRAINT " + index + "_check\n  CHECK (char_length(" + column
                        + ") < 100)" + pick("", " NOT VALID"),
                "UPDATE " + table + " SET note = coalesce(note, '') || '" + number + "'"
                        + pick("", " WHERE id BETWEEN 1 AND 5000 AND note IS NULL"),
                pick(
                        "ALTER TABLE " + table + " ALTER COLUMN item TYPE varchar(" + (60 + number) + ")",
                        "ALTER TABLE " + table + " ALTER COLUMN total TYPE double precision",
                        "DROP INDEX IF EXISTS app." + index + "_old"));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
