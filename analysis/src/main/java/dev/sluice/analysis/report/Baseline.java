package dev.sluice.analysis.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was known before. An issue is known when the baseline has one with the same fingerprint in the same file, as often
 * as it is there: the second {@code DROP TABLE a} is new when there was one. Files are the same when one path is the end
 * of the other one, whole folders counted, so that a baseline holds wherever the check is started. A file that was renamed
 * is a new one.
 */
public final class Baseline {

    private final Map<String, List<String>> filesByFingerprint = new HashMap<>();

    /** The issues of an earlier report, whether that one counted them or not. */
    public Baseline(MigrationReport before) {
        for (Issue issue : before.issues()) {
            filesByFingerprint
                    .computeIfAbsent(issue.fingerprint(), fingerprint -> new ArrayList<>())
                    .add(normalised(issue.finding().location().file()));
        }
    }

    /** The report in which the known issues do not count. */
    public MigrationReport applyTo(MigrationReport report) {
        Map<String, List<String>> left = new HashMap<>();
        filesByFingerprint.forEach((fingerprint, files) -> left.put(fingerprint, new ArrayList<>(files)));
        List<CheckedMigration> migrations = report.migrations().stream()
                .map(migration -> migration.withIssues(migration.issues().stream()
                        .map(issue -> issue.asKnown(take(left, issue)))
                        .toList()))
                .toList();
        return MigrationReport.of(
                        report.sluiceVersion(),
                        report.postgresVersion(),
                        report.tool(),
                        report.summary().omitted(),
                        migrations)
                .with(report.database());
    }

    private static boolean take(Map<String, List<String>> left, Issue issue) {
        List<String> files = left.getOrDefault(issue.fingerprint(), List.of());
        String file = normalised(issue.finding().location().file());
        for (int i = 0; i < files.size(); i++) {
            if (isSame(files.get(i), file)) {
                files.remove(i);
                return true;
            }
        }
        return false;
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
