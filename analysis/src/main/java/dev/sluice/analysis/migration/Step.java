package dev.sluice.analysis.migration;

import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.schema.Absence;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Passes;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Size;
import dev.sluice.analysis.schema.Skipped;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One statement at its place among the migrations.
 *
 * @param statement what it says; the statements of a {@code DO} block come each as a step behind that of the block
 * @param place what runs it: the statement itself, or the {@code EXECUTE} or call of what stands elsewhere in the text
 * @param text the text of the whole file
 * @param before what is known before it
 * @param after what is known behind it
 * @param locks the locks that it takes
 * @param transaction the transaction that it is in, as it was before the statement
 * @param session the settings of the session before it
 * @param version the server's
 * @param origin where it stands
 * @param newTables which tables count as new
 * @param settings which tables count as small
 */
public record Step(
        Statement statement,
        Span place,
        String text,
        Schema before,
        Schema after,
        List<TableLock> locks,
        Transaction transaction,
        Session session,
        PostgresVersion version,
        Origin origin,
        NewTables newTables,
        MigrationSettings settings) {

    /** One action of {@code ALTER TABLE} with its table. */
    public record Action<A extends TableAction>(AlterTable alter, A action) {

        /** The table as the statement names it. */
        public Name table() {
            return alter.table();
        }

        /** Where the action stands. */
        public Span span() {
            return action.span();
        }
    }

    /** The actions of that kind that do anything, if the statement is {@code ALTER TABLE}. */
    public <A extends TableAction> List<Action<A>> actions(Class<A> kind) {
        if (!(statement instanceof AlterTable alter)) {
            return List.of();
        }
        return alter.actions().stream()
                .filter(action -> kind.isInstance(action) && !isSkipped(action, alter))
                .map(action -> new Action<>(alter, kind.cast(action)))
                .toList();
    }

    private boolean isSkipped(TableAction action, AlterTable alter) {
        if (action instanceof TableAction.AddColumn add) {
            return add.ifNotExists() && Skipped.is(action, tableBehindDrops(alter.table()), version);
        }
        if (action instanceof TableAction.DropConstraint drop) {
            return drop.ifExists() && isSure() && Absence.ofConstraint(before, table(alter.table()), drop.constraint());
        }
        String column = action.changedColumn();
        return column != null && lacksColumn(alter.table(), column);
    }

    /** Whether a table is known to have no such column, and the statement adds none. */
    public boolean lacksColumn(Name table, String column) {
        if (!isSure() || !Absence.ofColumn(before, table(table), column)) {
            return false;
        }
        Column added = after.tableOrUnknown(table).column(column);
        return added == null || added.origin() == null;
    }

    /** Whether what comes before it in the text has run before it: a condition may have taken another branch. */
    private boolean isSure() {
        return origin.certain() && !transaction.isInBody();
    }

    /** The table before the statement, be it one of which only the name is known. */
    public Table table(Name name) {
        return before.tableOrUnknown(name);
    }

    /**
     * The table as the actions of {@code ALTER TABLE} find it that drop nothing: PostgreSQL does those that do first,
     * wherever they stand.
     */
    public Table tableBehindDrops(Name name) {
        return statement instanceof AlterTable alter
                ? Passes.behindDrops(before, alter).tableOrUnknown(name)
                : table(name);
    }

    /** Whether that table is known to be divided into partitions. */
    public boolean isPartitioned(Name name) {
        return table(name).partitioned() || !before.partitionsOf(name).isEmpty();
    }

    /** Whether nobody else can be using that table yet, or ever will: these migrations make it, or it is temporary. */
    public boolean isNew(Name name) {
        return newTables.isNew(name);
    }

    /** Whether a live database says that the table is so small that work on it is over in well under a second. */
    public boolean isSmall(Name name) {
        Size size = table(name).size();
        return size != null && settings.isSmall(size);
    }

    /** The other tables that the same clause locks so that even reads wait, as part of a sentence; empty without any. */
    public String othersLockedBy(Span clause, Name table) {
        Name own = before.resolve(table);
        return locks.stream()
                .filter(lock -> lock.span().equals(clause)
                        && lock.mode().blocksReads()
                        && !lock.table().equals(own))
                .map(lock -> lock.table().sql())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** A part of the file as it stands there. */
    public String sql(Span span) {
        return span.in(text);
    }
}
