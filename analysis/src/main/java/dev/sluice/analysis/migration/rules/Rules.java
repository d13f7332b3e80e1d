package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.MigrationRule;
import java.util.List;

/** All rules. */
public final class Rules {

    private static final List<MigrationRule> ALL = List.of(
            new AddCheckWithoutNotValid(),
            new AddColumnWithVolatileDefault(),
            new AddDomainConstraintWithoutNotValid(),
            new AddEnumValueInTransaction(),
            new AddExclusionConstraint(),
            new AddForeignKeyWithoutNotValid(),
            new AddPrimaryKey(),
            new AddUniqueConstraint(),
            new AttachPartitionWithoutCheck(),
            new ChangeColumnType(),
            new ChangeOwner(),
            new ChangeReplicaIdentity(),
            new ChangeRowsUnderLock(),
            new ClusterTable(),
            new CreateIndexWithoutConcurrently(),
            new CreatePartition(),
            new CreateRewriteRule(),
            new CreateTableWithForeignKey(),
            new CreateTrigger(),
            new DeleteWithoutBatches(),
            new DetachPartitionWithoutConcurrently(),
            new DisableTrigger(),
            new DropColumn(),
            new DropConstraint(),
            new DropDatabase(),
            new DropMaterializedView(),
            new DropNotNull(),
            new DropSchema(),
            new DropTable(),
            new DropTrigger(),
            new DropType(),
            new DropUsedByView(),
            new DynamicSqlInDoBlock(),
            new EnableRowSecurity(),
            new InsertFromQueryWithoutLimit(),
            new LockTable(),
            new ManyTablesInOneTransaction(),
            new MissingLockTimeout(),
            new MoveTable(),
            new NestedTransaction(),
            new PrimaryKeyOnNullableColumn(),
            new RefreshMaterializedViewWithoutConcurrently(),
            new RepeatedTableWork(),
            new SetNotNull(),
            new TruncateTable(),
            new UncommittedTransaction(),
            new UpdateWithoutBatches(),
            new VacuumFull(),
            new ValidateConstraintInSameTransaction());

    private Rules() {}

    /** All of them, by name. */
    public static List<MigrationRule> all() {
        return ALL;
    }
}
