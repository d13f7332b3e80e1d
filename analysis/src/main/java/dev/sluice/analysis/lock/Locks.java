package dev.sluice.analysis.lock;

import dev.sluice.analysis.schema.Absence;
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.Passes;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.View;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the locks of one statement, in the order in which they are taken. Tables that it makes itself are not among them. */
public final class Locks {

    private final Schema schema;
    private final PostgresVersion version;
    private final List<TableLock> locks = new ArrayList<>();

    private Locks(Schema schema, PostgresVersion version) {
        this.schema = schema;
        this.version = version;
    }

    /**
     * The locks on tables that a statement takes; of a {@code DO} block none, since its statements take them. Those that last for a moment at the end of what CONCURRENTLY does are
     * left out, and so are those of plain queries.
     *
     * @param before what is known before the statement
     */
    public static List<TableLock> of(Statement statement, Schema before, PostgresVersion version) {
        Locks locks = new Locks(before, version);
        locks.add(statement);
        return List.copyOf(locks.locks);
    }

    private void add(Statement statement) {
        if (statement instanceof AlterTable alter) {
            Schema behind = Passes.behindDrops(schema, alter);
            for (TableAction action : alter.actions()) {
                Schema found = Passes.isFirst(action) ? schema : behind;
                new ActionLocks(found, version, alter.table(), alter.only(), this::lock).add(action);
                // A constraint is passed on to what inherits, ONLY or not.
                if (!alter.only() || action instanceof TableAction.AlterConstraint) {
                    new Heirs(found, version, this::lock).add(alter.table(), action);
                }
            }
        } else if (statement instanceof CreateIndex create) {
            index(create);
        } else if (statement instanceof CreateTable create) {
            table(create);
        } else if (statement instanceof Drop drop) {
            drop(drop);
        } else if (statement instanceof CreateObject create && create.on() != null && create.isForeignTable()) {
            partition(create.on(), false, create.span());
        } else if (statement instanceof CreateObject create && create.on() != null) {
            boolean trigger = create.kind() == ObjectKind.TRIGGER;
            lock(
                    create.on(),
                    trigger ? LockMode.SHARE_ROW_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE,
                    Work.NONE,
                    create.span());
        } else if (statement instanceof AlterObject alter) {
            new ObjectLocks(this::lock).add(alter);
        } else if (statement instanceof Maintenance maintenance) {
            maintenance(maintenance);
        } else if (statement instanceof DataChange change) {
            lock(change.table(), LockMode.ROW_EXCLUSIVE, Work.ROWS, change.span());
        }
    }

    private void index(CreateIndex create) {
        LockMode mode = create.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.SHARE;
        List<Table> known = schema.partitionsOf(create.table());
        List<Table> partitions = create.only() ? List.of() : known;
        // Without partitions, ONLY means nothing.
        boolean alone = create.only() && schema.tableOrUnknown(create.table()).partitioned();
        boolean elsewhere = alone || !known.isEmpty();
        lock(create.table(), mode, elsewhere ? Work.NONE : Work.INDEX_BUILD, create.clause());
        for (Table partition : partitions) {
            lock(partition.name(), mode, Work.INDEX_BUILD, create.clause());
        }
    }

    private void table(CreateTable create) {
        if (create.partitionOf() != null) {
            partition(create.partitionOf(), create.asDefault(), create.span());
        }
        create.constraints().forEach(constraint -> reference(create, constraint));
        for (ColumnDefinition column : create.columns()) {
            column.constraints().forEach(constraint -> reference(create, constraint));
        }
    }

    /** A new part of that table. */
    private void partition(Name parent, boolean asDefault, Span span) {
        lock(parent, LockMode.ACCESS_EXCLUSIVE, Work.NONE, span);
        Table rest = asDefault ? null : Parts.rest(schema, parent);
        if (rest != null) {
            lock(rest.name(), LockMode.ACCESS_EXCLUSIVE, Work.SCAN, span);
        }
        new References(schema, parent)
                .ownersOfNewPartition(version)
                .forEach(owner -> lock(owner, LockMode.SHARE_ROW_EXCLUSIVE, Work.NONE, span));
        References.of(schema.tableOrUnknown(parent))
                .forEach(key -> lock(key.references(), LockMode.SHARE_ROW_EXCLUSIVE, Work.NONE, span));
    }

    private void reference(CreateTable create, Constraint constraint) {
        if (constraint instanceof Constraint.ForeignKey key
                && !schema.resolve(key.references()).equals(schema.place(create.name()))) {
            lock(key.references(), LockMode.SHARE_ROW_EXCLUSIVE, Work.NONE, key.span());
        }
    }

    private void drop(Drop drop) {
        for (Drop.Target target : drop.targets()) {
            views(drop, target);
            if (drop.kind() == ObjectKind.INDEX) {
                Table table = schema.tableOfIndex(target.name());
                LockMode mode = drop.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE;
                lock(table == null ? null : table.name(), mode, Work.NONE, target.span());
            } else if (drop.kind() == ObjectKind.MATERIALIZED_VIEW) {
                lock(target.name(), LockMode.ACCESS_EXCLUSIVE, Work.NONE, target.span());
            } else if (drop.kind() == ObjectKind.SCHEMA) {
                schema.tablesOf(target.name().name())
                        .forEach(table -> lock(table.name(), LockMode.ACCESS_EXCLUSIVE, Work.NONE, target.span()));
            } else if (drop.kind() == ObjectKind.TABLE
                    && !(drop.ifExists() && Absence.of(schema, drop, target.name()))) {
                lock(target.name(), LockMode.ACCESS_EXCLUSIVE, Work.NONE, target.span());
                references(target.name(), target.span());
                parent(target.name(), target.span());
                if (drop.cascade()) {
                    new References(schema, target.name())
                            .owners()
                            .forEach(owner -> lock(owner, LockMode.ACCESS_EXCLUSIVE, Work.NONE, target.span()));
                }
            } else if (drop.on() != null) {
                lock(drop.on(), LockMode.ACCESS_EXCLUSIVE, Work.NONE, drop.span());
            }
        }
    }

    /** The materialized views that go with it. */
    private void views(Drop drop, Drop.Target target) {
        boolean relation = drop.kind() == ObjectKind.TABLE
                || drop.kind() == ObjectKind.FOREIGN_TABLE
                || drop.kind() == ObjectKind.VIEW
                || drop.kind() == ObjectKind.MATERIALIZED_VIEW;
        if (relation && drop.cascade()) {
            CascadedViews.of(schema, target.name()).stream()
                    .filter(View::materialized)
                    .forEach(view -> lock(view.name(), LockMode.ACCESS_EXCLUSIVE, Work.NONE, target.span()));
        }
    }

    /** Without a part, the rows that its parent takes are others, and so are those of its default partition. */
    private void parent(Name part, Span span) {
        Name parent = schema.tableOrUnknown(part).partitionOf();
        if (parent != null) {
            lock(parent, LockMode.ACCESS_EXCLUSIVE, Work.NONE, span);
            Table rest = Parts.rest(schema, parent);
            lock(rest == null ? null : rest.name(), LockMode.ACCESS_EXCLUSIVE, Work.NONE, span);
        }
    }

    /** With a foreign key goes its trigger on the table that it refers to. */
    private void references(Name owner, Span span) {
        Table table = schema.table(owner);
        if (table != null) {
            table.constraints().forEach(constraint -> {
                if (constraint.constraint() instanceof Constraint.ForeignKey key) {
                    lock(key.references(), LockMode.ACCESS_EXCLUSIVE, Work.NONE, span);
                }
            });
        }
    }

    private void maintenance(Maintenance maintenance) {
        Span span = maintenance.span();
        if (maintenance instanceof Maintenance.Truncate truncate) {
            truncate.tables().forEach(table -> lock(table, LockMode.ACCESS_EXCLUSIVE, Work.NONE, span));
        } else if (maintenance instanceof Maintenance.Vacuum vacuum) {
            LockMode mode = vacuum.full() ? LockMode.ACCESS_EXCLUSIVE : LockMode.SHARE_UPDATE_EXCLUSIVE;
            vacuum.tables().forEach(table -> lock(table, mode, vacuum.full() ? Work.REWRITE : Work.SCAN, span));
        } else if (maintenance instanceof Maintenance.Analyze analyze) {
            analyze.tables().forEach(table -> lock(table, LockMode.SHARE_UPDATE_EXCLUSIVE, Work.NONE, span));
        } else if (maintenance instanceof Maintenance.Cluster cluster) {
            lock(cluster.table(), LockMode.ACCESS_EXCLUSIVE, Work.REWRITE, span);
        } else if (maintenance instanceof Maintenance.Lock lock) {
            lock.tables().forEach(table -> lockByName(table, lock));
        } else if (maintenance instanceof Maintenance.Refresh refresh) {
            LockMode mode = refresh.concurrently() ? LockMode.EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE;
            lock(refresh.view(), mode, refresh.withData() ? Work.REWRITE : Work.NONE, span);
        } else if (maintenance instanceof Maintenance.Reindex reindex) {
            reindex(reindex);
        }
    }

    /** Of a view, the tables that it reads. */
    private void lockByName(Name name, Maintenance.Lock lock) {
        Deque<Name> open = new ArrayDeque<>(List.of(name));
        Set<Name> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Name next = open.pop();
            View view = schema.view(next);
            lock(next, lock.mode(), Work.NONE, lock.span());
            if (seen.add(next) && view != null && !view.materialized()) {
                open.addAll(view.uses());
            }
        }
    }

    private void reindex(Maintenance.Reindex reindex) {
        Name name = reindex.name();
        LockMode mode = reindex.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.SHARE;
        if (name != null && reindex.target().equals("table")) {
            lock(name, mode, Work.INDEX_BUILD, reindex.span());
        } else if (name != null && reindex.target().equals("index")) {
            Table table = schema.tableOfIndex(name);
            lock(table == null ? null : table.name(), mode, Work.INDEX_BUILD, reindex.span());
        }
    }

    private void lock(@Nullable Name table, LockMode mode, Work work, Span span) {
        if (table != null) {
            Work own = schema.tableOrUnknown(table).foreign() ? Work.NONE : work;
            locks.add(new TableLock(schema.resolve(table), mode, own, span));
        }
    }

    /** Takes a lock. */
    interface Taken {
        void lock(Name table, LockMode mode, Work work, Span span);
    }
}
