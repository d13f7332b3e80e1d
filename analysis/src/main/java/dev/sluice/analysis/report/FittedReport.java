package dev.sluice.analysis.report;

import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A report cut to a size: its counts stay whole, and of its issues the worst are kept, of those that a baseline knows only
 * what there is room for beside all others.
 */
public final class FittedReport {

    /** So many are no trouble, however large the whole report is. */
    private static final int FEW = 512;

    private FittedReport() {}

    /**
     * The report itself when its JSON on one line fits, else one with the same counts, as many of the worst issues as fit,
     * and only the migrations that these are in. Never more than about twice what fits is written at once to find that out.
     *
     * @param mostBytes the largest JSON
     */
    public static MigrationReport of(MigrationReport report, int mostBytes) {
        List<Issue> worstFirst = report.issues().stream()
                .sorted(Comparator.comparing(Issue::known)
                        .thenComparing(issue -> issue.finding().severity(), Comparator.reverseOrder()))
                .toList();
        int fits = 0;
        int next = Math.min(FEW, worstFirst.size());
        while (next > fits && isFitting(with(report, worstFirst.subList(0, next)), mostBytes)) {
            fits = next;
            next = Math.min(next * 2, worstFirst.size());
        }
        if (fits == worstFirst.size() && isFitting(report, mostBytes)) {
            return report;
        }
        int tooMany = Math.max(next, fits + 1);
        while (tooMany - fits > 1) {
            int middle = (fits + tooMany) >>> 1;
            if (isFitting(with(report, worstFirst.subList(0, middle)), mostBytes)) {
                fits = middle;
            } else {
                tooMany = middle;
            }
        }
        return with(report, worstFirst.subList(0, fits));
    }

    private static boolean isFitting(MigrationReport report, int mostBytes) {
        return ReportJson.writeCompact(report).length <= mostBytes;
    }

    private static MigrationReport with(MigrationReport report, List<Issue> issues) {
        Set<Issue> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        kept.addAll(issues);
        List<CheckedMigration> migrations = report.migrations().stream()
                .map(migration -> migration.withIssues(
                        migration.issues().stream().filter(kept::contains).toList()))
                .filter(migration -> !migration.issues().isEmpty())
                .toList();
        return report.withMigrations(migrations);
    }
}
