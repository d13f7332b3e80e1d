package dev.sluice.analysis.migration.files;

import dev.sluice.analysis.migration.MigrationFile.Prelude;
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
     * What runs before each migration and, as {@code beforeMigrate} does before all, on their connection (Flyway's DefaultCallbackExecutor), of which Flyway restores but the role
     * and the search path afterwards.
     */
    private static final List<String> BEFORE_EACH = List.of("beforeEachMigrate", "beforeEachMigrateStatement");

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

    /** When it runs in the session of the migrations. */
    static Prelude prelude(String file) {
        String name = Flyway.name(file);
        if (BEFORE_EACH.stream().anyMatch(event -> isOf(event, name))) {
            return Prelude.BEFORE_EACH;
        }
        return isOf("beforeMigrate", name) ? Prelude.ONCE : Prelude.NONE;
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
