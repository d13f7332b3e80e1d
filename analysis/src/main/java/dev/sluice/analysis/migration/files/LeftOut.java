package dev.sluice.analysis.migration.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What of a folder its tool does not run when it migrates forward.
 *
 * @param back what undoes or verifies, or is for other commands of the tool, as it should be
 * @param astray what looks like a migration, and is none for the tool
 */
record LeftOut(List<String> back, List<String> astray) {

    private static final List<String> UNDOING = List.of("_down.sql", ".down.sql", ".rollback.sql", ".undo.sql");
    private static final List<String> DOING = List.of(".sql", "_up.sql", ".up.sql", "_do.sql", ".do.sql");

    /** What is not among the selected files of a folder. */
    static LeftOut of(Layout layout, Folder folder, List<String> selected) {
        Set<String> run = new HashSet<>(selected);
        List<String> others = folder.files().stream()
                .filter(file -> isSql(file) && !run.contains(file))
                .toList();
        List<String> astray = new ArrayList<>(
                others.stream().filter(file -> !goesBack(layout, file)).toList());
        for (String file : folder.files()) {
            if (OtherForms.isMigration(layout, folder, file)) {
                astray.add(file);
            }
        }
        return new LeftOut(
                others.stream().filter(file -> goesBack(layout, file)).toList(), List.copyOf(astray));
    }

    /** Why the tool passes a file by, as the end of a sentence about it. */
    static String reason(Layout layout, String file) {
        if (!isSql(file)) {
            return "is a migration of " + layout.title() + " in another form than SQL, and what it does is not known";
        }
        return switch (layout) {
            case FLYWAY -> Flyway.reason(file);
            case PRISMA -> "is not called migration.sql, as Prisma's migrations are";
            case GOLANG_MIGRATE -> "has no name that ends with .up.sql, as those of golang-migrate do";
            case SQITCH -> "is named by no change in sqitch.plan";
            default -> "is no migration";
        };
    }

    private static boolean goesBack(Layout layout, String file) {
        return switch (layout) {
            case FLYWAY -> Flyway.isForOtherCommands(file);
            case PRISMA -> file.endsWith("/down.sql");
            case GOLANG_MIGRATE -> file.endsWith(".down.sql");
            case SQITCH -> file.startsWith("revert/") || file.startsWith("verify/");
            default -> true;
        };
    }

    static boolean isSql(String file) {
        return file.toLowerCase(Locale.ROOT).endsWith(".sql");
    }

    /** The files that migrate forward by their names: all but those that undo what one beside them does. */
    static List<String> forward(List<String> files) {
        Set<String> names = new HashSet<>();
        files.forEach(file -> names.add(file.toLowerCase(Locale.ROOT)));
        return files.stream()
                .filter(file -> isSql(file) && !undoes(file.toLowerCase(Locale.ROOT), names))
                .toList();
    }

    private static boolean undoes(String file, Set<String> names) {
        if (file.equals("down.sql") || file.endsWith("/down.sql")) {
            return names.contains(file.substring(0, file.length() - "down.sql".length()) + "up.sql");
        }
        for (String end : UNDOING) {
            if (file.endsWith(end)) {
                String name = file.substring(0, file.length() - end.length());
                return DOING.stream().anyMatch(other -> names.contains(name + other));
            }
        }
        return false;
    }
}
