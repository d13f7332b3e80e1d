package dev.sluice.analysis.migration.files;

import java.util.List;

/**
 * The files that Flyway runs around migrations, by its events: {@code beforeMigrate.sql}, or {@code
 * beforeMigrate__reason.sql}. Names: "Callback events" in Flyway's reference.
 */
final class FlywayCallbacks {

    private static final List<String> FIRST = List.of(
            "beforeConnect",
            "afterConnect",
            "createSchema",
            "beforeCreateSchema",
            "beforeValidate",
            "afterValidate",
            "beforeMigrate",
            "beforeEachMigrate",
            "beforeEachMigrateStatement");

    /**
     * What runs before migrations and on their connection (Flyway's DefaultCallbackExecutor), of which Flyway restores but the role
     * and the search path afterwards.
     */
    private static final List<String> PRELUDES =
            List.of("beforeMigrate", "beforeEachMigrate", "beforeEachMigrateStatement");

    private static final List<String> BETWEEN =
            List.of("afterEachMigrateStatement", "afterEachMigrate", "afterVersioned", "beforeRepeatables");
    private static final List<String> LAST = List.of(
            "afterMigrateApplied",
            "afterMigrate",
            "afterMigrateOperationFinish",
            "afterValidateError",
            "afterEachMigrateStatementError",
            "afterEachMigrateError",
            "afterMigrateError");
    private static final List<String> OTHER_COMMANDS =
            List.of("Baseline", "Clean", "Deploy", "Info", "Repair", "Undo", "EachUndo", "EachUndoStatement");

    private FlywayCallbacks() {}

    static List<String> first(List<String> files) {
        return of(FIRST, files);
    }

    /** Between the versioned and the repeatable migrations. */
    static List<String> between(List<String> files) {
        return of(BETWEEN, files);
    }

    static List<String> last(List<String> files) {
        return of(LAST, files);
    }

    /** Whether an event of another command than {@code migrate} calls it. */
    static boolean isForOtherCommands(String name) {
        return OTHER_COMMANDS.stream()
                .anyMatch(command -> isOf("before" + command, name)
                        || isOf("after" + command, name)
                        || isOf("after" + command + "Error", name)
                        || isOf("after" + command + "OperationFinish", name));
    }

    /** Whether what it sets for its session holds for the migrations. */
    static boolean isPrelude(String file) {
        return PRELUDES.stream().anyMatch(event -> isOf(event, Flyway.name(file)));
    }

    private static List<String> of(List<String> events, List<String> files) {
        return events.stream()
                .flatMap(event -> files.stream().filter(file -> isOf(event, Flyway.name(file))))
                .toList();
    }

    private static boolean isOf(String event, String name) {
        return name.equals(event + ".sql") || (name.startsWith(event + "__") && name.endsWith(".sql"));
    }
}
