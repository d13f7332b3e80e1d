package dev.sluice.analysis.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A report cut to a size: its counts stay whole, and of its issues the worst are kept, of those that a baseline knows only
 * what there is room for beside all others, and of the statements that were read in part what there is room for beside all
 * issues.
 */
public final class FittedReport {

    /** So many are no trouble, however large the whole report is. */
    private static final int FEW = 512;

    private final MigrationReport report;
    private final int mostBytes;
    private final List<Issue> worstFirst;
    private final int all;

    private FittedReport(MigrationReport report, int mostBytes) {
        this.report = report;
        this.mostBytes = mostBytes;
        this.worstFirst = report.issues().stream()
                .sorted(Comparator.comparing(Issue::known)
                        .thenComparing(issue -> issue.finding().severity(), Comparator.reverseOrder()))
                .toList();
        this.all = worstFirst.size()
                + report.migrations().stream()
                        .mapToInt(migration -> migration.unread().size())
                        .sum();
    }

    /**
     * The report itself when its JSON on one line fits, else one with the same counts, as many of the worst issues as fit,
     * and only the migrations that these are in. Never more than about twice what fits is written at once to find that out.
     *
     * @param mostBytes the largest JSON
     */
    public static MigrationReport of(MigrationReport report, int mostBytes) {
        return new FittedReport(report, mostBytes).fitted();
    }

    private MigrationReport fitted() {
        int fits = 0;
        int next = Math.min(FEW, all);
        while (next > fits && isFitting(first(next))) {
            fits = next;
            next = Math.min(next * 2, all);
        }
        if (fits == all && isFitting(report)) {
            return report;
        }
        int tooMany = Math.max(next, fits + 1);
        while (tooMany - fits > 1) {
            int middle = (fits + tooMany) >>> 1;
            if (isFitting(first(middle))) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return first(fits);
    }

    private boolean isFitting(MigrationReport cut) {
        return ReportJson.writeCompact(cut).length <= mostBytes;
    }

    /** So many issues and, when these are all, statements. */
    private MigrationReport first(int number) {
        int issues = Math.min(number, worstFirst.size());
        Set<Issue> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(worstFirst.subList(0, issues));
        int statements = number - issues;
        List<CheckedMigration> migrations = new ArrayList<>();
        for (CheckedMigration migration : report.migrations()) {
            List<CheckedMigration.Unread> unread = migration
                    .unread()
                    .subList(0, Math.min(statements, migration.unread().size()));
            statements -= unread.size();
            CheckedMigration cut = migration
                    .withIssues(
                            migration.issues().stream().filter(kept::contains).toList())
                    .withUnread(unread);
            if (!cut.issues().isEmpty() || !unread.isEmpty()) {
                migrations.add(cut);
            }
        }
        return report.withMigrations(migrations);
    }
}
