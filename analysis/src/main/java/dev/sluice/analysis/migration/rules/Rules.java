package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.MigrationRule;
import java.util.List;

/** All rules. */
public final class Rules {

    private static final List<MigrationRule> ALL = List.of(
            new AddAutoIncrementColumn(),
            new AddCheckWithoutNotValid(),
            new AddColumnOfConstrainedDomain(),
            new AddColumnWithCheck(),
            new AddColumnWithForeignKey(),
            new AddColumnWithVolatileDefault(),
            new AddDomainConstraintWithoutNotValid(),
            new AddEnumValueInTransaction(),
            new AddExclusionConstraint(),
            new AddForeignKeyWithoutNotValid(),
            new AddNotNullColumnWithoutDefault(),
            new AddPartitionBesideDefault(),
            new AddPrimaryKey(),
            new AddStoredGeneratedColumn(),
            new AddUniqueConstraint(),
            new AttachPartitionWithoutCheck(),
            new ChangeColumnType(),
            new ChangeOwner(),
            new ChangeReplicaIdentity(),
            new ChangeRowsUnderLock(),
            new ClusterTable(),
            new ConcurrentIndexCorruption(),
            new ConcurrentIndexNotRerunnable(),
            new ConcurrentlyInTransaction(),
            new CreateIndexUnderLock(),
            new CreateIndexWithoutConcurrently(),
            new CreatePartition(),
            new CreateRewriteRule(),
            new CreateTableWithForeignKey(),
            new CreateTrigger(),
            new DeleteWithoutBatches(),
            new DetachPartitionWithoutConcurrently(),
            new DisableTrigger(),
            new DoubtfulColumnType(),
            new DropColumn(),
            new DropConstraint(),
            new DropDatabase(),
            new DropDefaultOfNotNullColumn(),
            new DropIndexWithoutConcurrently(),
            new DropMaterializedView(),
            new DropNotNull(),
            new DropSchema(),
            new DropTable(),
            new DropTrigger(),
            new DropType(),
            new DropUsedByView(),
            new DynamicSqlInDoBlock(),
            new EnableRowSecurity(),
            new ForeignKeyWithoutIndex(),
            new InsertFromQueryWithoutLimit(),
            new IntegerPrimaryKey(),
            new LockTable(),
            new ManyTablesInOneTransaction(),
            new MissingLockTimeout(),
            new MoveTable(),
            new NestedTransaction(),
            new PrimaryKeyOnNullableColumn(),
            new RedundantIndex(),
            new RefreshMaterializedViewWithoutConcurrently(),
            new ReindexWithoutConcurrently(),
            new RenameColumn(),
            new RenameObject(),
            new RenameTable(),
            new RepeatedTableWork(),
            new SetGenerationExpression(),
            new SetNotNull(),
            new TableWithoutPrimaryKey(),
            new TruncateTable(),
            new UncommittedTransaction(),
            new UniqueIndexOnExistingRows(),
            new UnloggedTable(),
            new UpdateWithoutBatches(),
            new VacuumFull(),
            new VacuumInTransaction(),
            new ValidateConstraintInSameTransaction(),
            new WideIndex());

    private Rules() {}

    /** All of them, by name. */
    public static List<MigrationRule> all() {
        return ALL;
    }
}
