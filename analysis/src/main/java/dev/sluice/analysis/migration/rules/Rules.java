package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.MigrationRule;
import java.util.List;

/** All rules. */
public final class Rules {

    private static final List<MigrationRule> ALL = List.of(
            new AddColumnWithVolatileDefault(),
            new AddForeignKeyWithoutNotValid(),
            new ChangeColumnType(),
            new CreateIndexWithoutConcurrently(),
            new DropColumn(),
            new SetNotNull());

    private Rules() {}

    /** All of them, by name. */
    public static List<MigrationRule> all() {
        return ALL;
    }
}
