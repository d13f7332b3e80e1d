package dev.sluice.cli.migrations;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.report.TextReport;
import java.util.List;

/**
 * Checks a usual statement while the arguments are read, where there is a second processor: making the grammar's tables and
 * linking classes takes more of the time of a single file than the file does.
 */
public final class WarmUp {

    private static final String USUAL =
            "ALTER TABLE a ADD COLUMN b text NOT NULL DEFAULT '';\nCREATE INDEX c ON a (b);\n";

    private static final Thread CHECK = new Thread(WarmUp::check, "sluice-warm-up");

    private WarmUp() {}

    /** Begins with it and returns; once in a process. */
    public static void begin() {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            CHECK.setDaemon(true);
            CHECK.start();
        }
    }

    /** Waits until it is over, so that no two threads initialise the same classes; returns at once where it has not begun. */
    static void await() {
        try {
            CHECK.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void check() {
        var unused = TextReport.write(
                new Check(MigrationSettings.DEFAULT, "plain").of(List.of(MigrationFile.of("", USUAL))),
                false,
                file -> USUAL);
    }
}
