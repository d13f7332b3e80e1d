package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.Wrapping;
import java.util.ArrayList;
import java.util.List;

/**
 * Migrations one after the other, as a team writes them over the years. What stands above the first of them is the
 * database that they find.
 */
record MigrationSet(String existing, List<Migration> migrations) {

    private static final String MARK = "-- migration";
    private static final String ALONE = "-- migration without transaction: ";

    record Migration(String title, String sql, Wrapping wrapping) {

        MigrationFile file() {
            return MigrationFile.of("'" + title + "'", sql);
        }
    }

    static MigrationSet read(String text) {
        StringBuilder existing = new StringBuilder();
        List<Migration> migrations = new ArrayList<>();
        for (String part : text.split("(?m)^(?=" + MARK + ")", -1)) {
            int end = part.indexOf('\n');
            if (!part.startsWith(MARK)) {
                existing.append(part);
            } else {
                String title = part.substring(part.indexOf(':') + 1, end).strip();
                Wrapping wrapping = part.startsWith(ALONE) ? Wrapping.NONE : Wrapping.TRANSACTION;
                migrations.add(new Migration(title, part.substring(end + 1), wrapping));
            }
        }
        return new MigrationSet(existing.toString(), List.copyOf(migrations));
    }

    MigrationFile existingFile() {
        return MigrationFile.of("existing.sql", existing).asApplied();
    }
}
