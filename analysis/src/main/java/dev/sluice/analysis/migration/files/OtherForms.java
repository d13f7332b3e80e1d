package dev.sluice.analysis.migration.files;

import java.util.regex.Pattern;

/** Tells migrations that a tool runs and that are not written in SQL. */
final class OtherForms {

    private static final Pattern GOOSE = Pattern.compile("(?:.*/)?\\d+_[^/]*(?<!_test)\\.go");
    private static final Pattern FLYWAY =
            Pattern.compile("(?:.*/)?[VR][\\d._]*__[^/]*\\.(?:java|kt|class|py|sh|bash|ps1|cmd|bat)");
    private static final Pattern LIQUIBASE = Pattern.compile("(?i).*\\.(?:xml|ya?ml|json)");

    /** A change log that only includes others does nothing itself. */
    private static final Pattern CHANGES = Pattern.compile("databaseChangeLog[\\s\\S]*\\bchangeSet\\b");

    private OtherForms() {}

    /** Whether a file of a folder is such a migration, or may be one, since it cannot be looked into. */
    static boolean isMigration(Layout layout, Folder folder, String file) {
        return switch (layout) {
            case GOOSE -> GOOSE.matcher(file).matches();
            case FLYWAY -> FLYWAY.matcher(file).matches();
            case LIQUIBASE -> LIQUIBASE.matcher(file).matches() && changes(folder, file);
            default -> false;
        };
    }

    private static boolean changes(Folder folder, String file) {
        try {
            return CHANGES.matcher(folder.text(file)).find();
        } catch (UnreadableMigration e) {
            // It is named among those that are not judged, which says more than an error about a file that may be none.
            return true;
        }
    }
}
