package dev.sluice.analysis.lock;

import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Domain;
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Skipped;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import org.jspecify.annotations.Nullable;

/** The locks of one action of {@code ALTER TABLE}. */
final class ActionLocks {

    private final Schema schema;
    private final PostgresVersion version;
    private final Name table;
    private final boolean only;
    private final Locks.Taken taken;

    ActionLocks(Schema schema, PostgresVersion version, Name table, boolean only, Locks.Taken taken) {
        this.schema = schema;
        this.version = version;
        this.table = table;
        this.only = only;
        this.taken = taken;
    }

    void add(TableAction action) {
        if (action instanceof TableAction.AddColumn add) {
            addColumn(add);
        } else if (action instanceof TableAction.AlterType alter) {
            alterType(alter);
        } else if (action instanceof TableAction.SetNotNull set) {
            take(LockMode.ACCESS_EXCLUSIVE, isProven(set.column()) ? Work.NONE : Work.SCAN, action);
        } else if (action instanceof TableAction.SetExpression set) {
            take(LockMode.ACCESS_EXCLUSIVE, work(set), action);
        } else if (action instanceof TableAction.SetLogged
                || action instanceof TableAction.SetTablespace
                || action instanceof TableAction.SetAccessMethod) {
            // What has partitions has no rows of its own, and its partitions stay as they are.
            Table moved = schema.tableOrUnknown(table);
            boolean same = action instanceof TableAction.SetLogged set && moved.isLogged(set.logged());
            Work work = moved.partitioned() || same ? Work.NONE : Work.REWRITE;
            take(LockMode.ACCESS_EXCLUSIVE, work, action);
        } else if (action instanceof TableAction.AddConstraint add) {
            addConstraint(add);
        } else if (action instanceof TableAction.ValidateConstraint validate) {
            validate(validate);
        } else if (action instanceof TableAction.AlterConstraint alter && alter.enforced() != null) {
            enforce(alter);
        } else if (action instanceof TableAction.DropConstraint drop) {
            dropConstraint(drop);
        } else if (action instanceof TableAction.DropColumn drop) {
            dropColumn(drop);
        } else if (action instanceof TableAction.AttachPartition attach) {
            boolean old = !version.isAtLeast(12);
            take(old ? LockMode.ACCESS_EXCLUSIVE : LockMode.SHARE_UPDATE_EXCLUSIVE, Work.NONE, action);
            taken.lock(attach.partition(), LockMode.ACCESS_EXCLUSIVE, Work.SCAN, attach.span());
            Table rest = attach.asDefault() ? null : Parts.rest(schema, table);
            if (rest != null) {
                taken.lock(rest.name(), LockMode.ACCESS_EXCLUSIVE, Work.SCAN, attach.span());
            }
            new References(schema, table)
                    .ownersOfNewPartition(version)
                    .forEach(owner -> taken.lock(owner, LockMode.SHARE_ROW_EXCLUSIVE, Work.NONE, attach.span()));
            Table partition = schema.tableOrUnknown(attach.partition());
            for (Constraint.ForeignKey key : References.of(schema.tableOrUnknown(table))) {
                // A key of the partition itself gives way to the parent's, and takes its trigger along.
                LockMode mode = References.has(schema, partition, key)
                        ? LockMode.ACCESS_EXCLUSIVE
                        : LockMode.SHARE_ROW_EXCLUSIVE;
                taken.lock(key.references(), mode, Work.NONE, attach.span());
            }
        } else if (action instanceof TableAction.DetachPartition detach) {
            detach(detach);
        } else {
            take(catalogOnly(action), Work.NONE, action);
        }
    }

    private LockMode catalogOnly(TableAction action) {
        if (action instanceof TableAction.SwitchTrigger) {
            return LockMode.SHARE_ROW_EXCLUSIVE;
        }
        boolean weak = (action instanceof TableAction.SetStorage storage && !storage.isStrong())
                || (action instanceof TableAction.Unclassified other
                        && (other.words().startsWith("cluster on")
                                || other.words().equals("set without cluster")))
                || (action instanceof TableAction.SetColumnOption option
                        && (option.option().equals("set statistics")
                                || option.option().equals("set")
                                || option.option().equals("reset")));
        return weak ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE;
    }

    /** A virtual column is computed when it is read. */
    private Work work(TableAction.SetExpression set) {
        Column column = schema.tableOrUnknown(table).column(set.column());
        if (column == null || column.generation() != Generation.VIRTUAL) {
            return Work.REWRITE;
        }
        return column.notNull() ? Work.SCAN : Work.NONE;
    }

    private TypeChange typeChange(TableAction.AlterType alter) {
        Column column = schema.tableOrUnknown(table).column(alter.column());
        return TypeChange.of(column, alter, schema, version.major());
    }

    private Work work(TableAction.AlterType alter) {
        TypeChange change = typeChange(alter);
        return switch (change) {
            case NONE, COLLATION, OPERATORS ->
                Dependents.work(schema, schema.tableOrUnknown(table), alter.column(), change);
            case NONE_IN_UTC, REWRITE, UNKNOWN -> Work.REWRITE;
        };
    }

    /** Foreign keys on both sides of the column are made anew, and rows that refer to it are looked up again. */
    private void alterType(TableAction.AlterType alter) {
        Work work = work(alter);
        take(LockMode.ACCESS_EXCLUSIVE, work, alter);
        referenced(alter.column(), alter);
        for (Name owner : new References(schema, table).ownersBy(alter.column())) {
            Work own = typeChange(alter).looksUp() ? Work.SCAN : Work.NONE;
            taken.lock(owner, LockMode.ACCESS_EXCLUSIVE, own, alter.span());
        }
    }

    /** With a foreign key goes its trigger on the table that it refers to. */
    private void referenced(String column, TableAction action) {
        schema.tableOrUnknown(table).constraints().forEach(constraint -> {
            if (constraint.constraint() instanceof Constraint.ForeignKey key
                    && key.columns().contains(column)) {
                taken.lock(key.references(), LockMode.ACCESS_EXCLUSIVE, Work.NONE, action.span());
            }
        });
    }

    private void referring(LockMode mode, Work work, TableAction action) {
        new References(schema, table).owners().forEach(owner -> taken.lock(owner, mode, work, action.span()));
    }

    private void dropColumn(TableAction.DropColumn drop) {
        take(LockMode.ACCESS_EXCLUSIVE, Work.NONE, drop);
        referenced(drop.column(), drop);
        if (drop.cascade()) {
            new References(schema, table)
                    .ownersBy(drop.column())
                    .forEach(owner -> taken.lock(owner, LockMode.ACCESS_EXCLUSIVE, Work.NONE, drop.span()));
            CascadedViews.ofColumn(schema, table, drop.column()).forEach((view, certain) -> {
                if (certain && view.materialized()) {
                    taken.lock(view.name(), LockMode.ACCESS_EXCLUSIVE, Work.NONE, drop.span());
                }
            });
        }
    }

    private void addColumn(TableAction.AddColumn add) {
        if (add.ifNotExists() && Skipped.is(add, schema.tableOrUnknown(table), version)) {
            take(LockMode.ACCESS_EXCLUSIVE, Work.NONE, add);
            return;
        }
        ColumnDefinition column = add.column();
        Domain domain = schema.domain(column.type().asName());
        Expression value = Domain.valueOfOldRows(column, schema, version);
        boolean each = DefaultValue.of(value, schema) != DefaultValue.SAME_FOR_ALL
                || column.type().isSerial()
                || column.generation() == Generation.IDENTITY
                || column.generation() == Generation.STORED
                || (domain != null && domain.constrained());
        boolean computed = column.generation() == Generation.VIRTUAL && column.notNull();
        Work work = each ? Work.REWRITE : computed ? Work.SCAN : Work.NONE;
        for (Constraint constraint : column.constraints()) {
            Work own = constraintWork(constraint);
            boolean nullKey = constraint instanceof Constraint.ForeignKey && value == null;
            work = own.compareTo(work) > 0 && !nullKey ? own : work;
            if (constraint instanceof Constraint.ForeignKey key) {
                taken.lock(key.references(), LockMode.SHARE_ROW_EXCLUSIVE, Work.NONE, key.span());
            }
        }
        take(LockMode.ACCESS_EXCLUSIVE, work, add);
    }

    private static Work constraintWork(Constraint constraint) {
        if (constraint instanceof Constraint.Check check) {
            return check.notValid() || !check.enforced() ? Work.NONE : Work.SCAN;
        }
        if (constraint instanceof Constraint.ForeignKey key) {
            return key.notValid() || !key.enforced() ? Work.NONE : Work.SCAN;
        }
        if (constraint instanceof Constraint.NotNull notNull) {
            return notNull.notValid() ? Work.NONE : Work.SCAN;
        }
        if (constraint instanceof Constraint.Unique unique && unique.usingIndex() != null) {
            return Work.NONE;
        }
        return Work.INDEX_BUILD;
    }

    private void addConstraint(TableAction.AddConstraint add) {
        Constraint constraint = add.constraint();
        Work work = constraint instanceof Constraint.NotNull notNull && isProven(notNull.column())
                ? Work.NONE
                : constraintWork(constraint);
        // The index of a table that has partitions alone holds nothing.
        work = work == Work.INDEX_BUILD && only && schema.tableOrUnknown(table).partitioned() ? Work.NONE : work;
        if (constraint instanceof Constraint.ForeignKey key) {
            take(LockMode.SHARE_ROW_EXCLUSIVE, work, add);
            taken.lock(key.references(), LockMode.SHARE_ROW_EXCLUSIVE, Work.NONE, key.span());
        } else {
            take(LockMode.ACCESS_EXCLUSIVE, work, add);
        }
    }

    private void validate(TableAction.ValidateConstraint validate) {
        take(LockMode.SHARE_UPDATE_EXCLUSIVE, Work.SCAN, validate);
        TableConstraint known = schema.tableOrUnknown(table).constraint(validate.constraint());
        if (known != null && known.constraint() instanceof Constraint.ForeignKey key) {
            taken.lock(key.references(), LockMode.ROW_SHARE, Work.NONE, validate.span());
        }
    }

    /** With a foreign key's enforcement come and go its triggers on both tables. */
    private void enforce(TableAction.AlterConstraint alter) {
        TableConstraint known = schema.tableOrUnknown(table).constraint(alter.constraint());
        Constraint.@Nullable ForeignKey key =
                known != null && known.constraint() instanceof Constraint.ForeignKey foreign ? foreign : null;
        boolean enforced = Boolean.TRUE.equals(alter.enforced());
        // Of anything but a foreign key the server refuses it.
        boolean same = known != null && (key == null || key.enforced() == enforced);
        take(LockMode.ACCESS_EXCLUSIVE, enforced && !same ? Work.SCAN : Work.NONE, alter);
        if (key != null && !same) {
            taken.lock(
                    key.references(),
                    enforced ? LockMode.SHARE_ROW_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE,
                    Work.NONE,
                    alter.span());
        }
    }

    private void dropConstraint(TableAction.DropConstraint drop) {
        take(LockMode.ACCESS_EXCLUSIVE, Work.NONE, drop);
        TableConstraint known = schema.tableOrUnknown(table).constraint(drop.constraint());
        if (known != null && known.constraint() instanceof Constraint.ForeignKey key) {
            taken.lock(key.references(), LockMode.ACCESS_EXCLUSIVE, Work.NONE, drop.span());
        }
        if (drop.cascade() && known != null && known.constraint() instanceof Constraint.Unique unique) {
            new References(schema, table)
                    .ownersBy(unique)
                    .forEach(owner -> taken.lock(owner, LockMode.ACCESS_EXCLUSIVE, Work.NONE, drop.span()));
        }
    }

    private void detach(TableAction.DetachPartition detach) {
        if (detach.concurrently() || detach.finish()) {
            take(LockMode.SHARE_UPDATE_EXCLUSIVE, Work.NONE, detach);
            referring(LockMode.SHARE, Work.SCAN, detach);
            return;
        }
        referring(LockMode.ACCESS_EXCLUSIVE, Work.SCAN, detach);
        take(LockMode.ACCESS_EXCLUSIVE, Work.NONE, detach);
        for (Constraint.ForeignKey key : References.of(schema.tableOrUnknown(table))) {
            taken.lock(key.references(), LockMode.SHARE_ROW_EXCLUSIVE, Work.NONE, detach.span());
        }
        boolean referred = !new References(schema, table).owners().isEmpty();
        boolean strong = version.isAtLeast(14) || referred;
        taken.lock(
                detach.partition(),
                strong ? LockMode.ACCESS_EXCLUSIVE : LockMode.SHARE_UPDATE_EXCLUSIVE,
                Work.NONE,
                detach.span());
        // What it holds rows for changes.
        Table rest = Parts.rest(schema, table);
        if (rest != null) {
            taken.lock(rest.name(), LockMode.ACCESS_EXCLUSIVE, Work.NONE, detach.span());
        }
    }

    private boolean isProven(String column) {
        return NotNullProof.isProven(schema, schema.tableOrUnknown(table), column, version);
    }

    private void take(LockMode mode, Work work, TableAction action) {
        taken.lock(table, mode, work, action.span());
    }
}
