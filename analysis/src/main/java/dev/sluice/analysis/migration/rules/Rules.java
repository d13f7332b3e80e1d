package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.MigrationRule;
import java.util.List;

/** All rules. */
public final class Rules {

    private static final List<MigrationRule> ALL = List.of(
            new AddAutoIncrementColumn(),
            new AddColumnOfConstrainedDomain(),
            new AddColumnWithCheck(),
            new AddColumnWithForeignKey(),
            new AddColumnWithVolatileDefault(),
            new AddForeignKeyWithoutNotValid(),
            new AddNotNullColumnWithoutDefault(),
            new AddStoredGeneratedColumn(),
            new ChangeColumnType(),
            new ConcurrentIndexCorruption(),
            new ConcurrentIndexNotRerunnable(),
            new ConcurrentlyInTransaction(),
            new CreateIndexUnderLock(),
            new CreateIndexWithoutConcurrently(),
            new DoubtfulColumnType(),
            new DropColumn(),
            new DropDefaultOfNotNullColumn(),
            new DropIndexWithoutConcurrently(),
            new ForeignKeyWithoutIndex(),
            new IntegerPrimaryKey(),
            new RedundantIndex(),
            new ReindexWithoutConcurrently(),
            new RenameColumn(),
            new RenameObject(),
            new RenameTable(),
            new SetGenerationExpression(),
            new SetNotNull(),
            new TableWithoutPrimaryKey(),
            new UniqueIndexOnExistingRows(),
            new UnloggedTable(),
            new VacuumInTransaction(),
            new WideIndex());

    private Rules() {}

    /** All of them, by name. */
    public static List<MigrationRule> all() {
        return ALL;
    }
}
