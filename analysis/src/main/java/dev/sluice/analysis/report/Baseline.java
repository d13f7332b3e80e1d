package dev.sluice.analysis.report;

import dev.sluice.analysis.finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was known before. An issue is known when the baseline has one with the same fingerprint in the same file, as often
 * as it is there: the second {@code DROP TABLE a} is new when there was one. What was known hides nothing worse than
 * itself: an issue of a higher severity, as after a setting above the statement has changed, is new. Files are the same when one path is the end
 * of the other one, whole folders counted, so that a baseline holds wherever the check is started. A file that was renamed
 * is a new one.
 */
public final class Baseline {

    /** An issue that was found before. */
    private record Earlier(String file, Severity severity) {}

    private final Map<String, List<Earlier>> byFingerprint = new HashMap<>();

    /** The issues of an earlier report, whether that one counted them or not. */
    public Baseline(MigrationReport before) {
        for (Issue issue : before.issues()) {
            byFingerprint
                    .computeIfAbsent(issue.fingerprint(), fingerprint -> new ArrayList<>())
                    .add(new Earlier(
                            normalised(issue.finding().location().file()),
                            issue.finding().severity()));
        }
    }

    /** The report in which the known issues do not count. */
    public MigrationReport applyTo(MigrationReport report) {
        Map<String, List<Earlier>> left = new HashMap<>();
        byFingerprint.forEach((fingerprint, earlier) -> left.put(fingerprint, new ArrayList<>(earlier)));
        List<CheckedMigration> migrations = report.migrations().stream()
                .map(migration -> migration.withIssues(migration.issues().stream()
                        .map(issue -> issue.asKnown(take(left, issue)))
                        .toList()))
                .toList();
        return MigrationReport.of(report.sluiceVersion(), report.postgresVersion(), report.tool(), migrations)
                .with(report.database())
                .versionAssumed(report.versionAssumed())
                .asCompared();
    }

    /** Takes the least severe that is enough, so that worse ones are left for worse issues. */
    private static boolean take(Map<String, List<Earlier>> left, Issue issue) {
        List<Earlier> all = left.getOrDefault(issue.fingerprint(), List.of());
        String file = normalised(issue.finding().location().file());
        Severity severity = issue.finding().severity();
        return all.stream()
                .filter(earlier -> isSame(earlier.file(), file))
                .filter(earlier -> earlier.severity().compareTo(severity) >= 0)
                .min(Comparator.comparing(Earlier::severity))
                .map(all::remove)
                .orElse(false);
    }

    private static boolean isSame(String one, String other) {
        return one.equals(other) || one.endsWith("/" + other) || other.endsWith("/" + one);
    }

    private static String normalised(String path) {
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..")
                    && !names.isEmpty()
                    && !names.get(names.size() - 1).equals("..")) {
                names.remove(names.size() - 1);
            } else if (!name.equals(".")) {
                names.add(name);
            }
        }
        return String.join("/", names);
    }
}
