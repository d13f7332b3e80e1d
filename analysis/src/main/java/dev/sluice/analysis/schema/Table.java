package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * A table as far as it is known.
 *
 * @param complete whether all its columns are known; else it may have others
 * @param temporary whether it is of one session, so that nobody waits for it
 * @param logged whether a crash leaves it its rows; null when that is not known
 * @param foreign whether its rows are on another server, so that this one neither reads nor writes them for a schema change
 * @param partitioned whether it has partitions instead of rows
 * @param partitionKey the columns that say into which part a row goes, and expressions, which have parentheses; empty when
 *     they are not known
 * @param partitionOf the table that it is a part of
 * @param rest whether it takes the rows that no other part of that table takes
 * @param heirs the tables that inherit from it and are no partitions, as far as they are known
 * @param origin the migration that has made it; null when it was there before
 * @param filled whether the migrations have put more than single rows into it
 * @param large whether these may be more than hardly any, as far as the statements tell that have put them there
 * @param filledIn the number of the transaction that has put them into it last; 0 where none of the migrations'
 * @param taken the number of the transaction in which it has got a name by which something else may have been used before, so that it
 *     is in use itself from the end of that on; 0 without such a name
 * @param size null when it is not known: without a catalog or ANALYZE, or since the migrations have filled it
 */
public record Table(
        Name name,
        PMap<String, Column> columnsByName,
        PMap<String, TableConstraint> constraintsByName,
        PMap<String, Index> indexesByName,
        boolean complete,
        boolean temporary,
        @Nullable Boolean logged,
        boolean foreign,
        boolean partitioned,
        List<String> partitionKey,
        @Nullable Name partitionOf,
        boolean rest,
        PSet<Name> heirs,
        @Nullable Origin origin,
        boolean filled,
        boolean large,
        int filledIn,
        int taken,
        @Nullable Size size) {

    /** A table of which only the name is known. */
    public static Table unknown(Name name) {
        return bare(name, null, true);
    }

    /** One that migrations make, of which only the name is known. */
    static Table bare(Name name, @Nullable Origin origin, boolean filled) {
        TableDraft draft = new TableDraft(name);
        draft.origin = origin;
        draft.filled = filled;
        draft.large = filled;
        return draft.done();
    }

    /**
     * One that {@code CREATE FOREIGN TABLE} makes.
     *
     * @param parent the partitioned table that it becomes a part of; null for none
     */
    static Table foreign(Name name, Origin origin, @Nullable Name parent) {
        TableDraft draft = new TableDraft(name);
        draft.origin = origin;
        draft.foreign = true;
        draft.partitionOf = parent;
        return draft.done();
    }

    /** A column; null when it is not known. */
    public @Nullable Column column(String column) {
        return columnsByName.get(column);
    }

    /** A constraint; null when it is not known. */
    public @Nullable TableConstraint constraint(String constraint) {
        return constraintsByName.get(constraint);
    }

    /** All columns that are known, in no order. */
    public Collection<Column> columns() {
        return columnsByName.values();
    }

    /** All constraints that are known, in no order. */
    public Collection<TableConstraint> constraints() {
        return constraintsByName.values();
    }

    /** All indexes that are known, in no order. */
    public Collection<Index> indexes() {
        return indexesByName.values();
    }

    /** Whether an index that is not partial finds rows by those columns. */
    public boolean isIndexed(List<String> columns) {
        return indexes().stream().anyMatch(index -> index.where() == null && index.valid() && index.leadsWith(columns));
    }

    /** Whether it is known to be so. */
    public boolean isLogged(boolean wanted) {
        return logged != null && logged == wanted;
    }

    Table logged(boolean now) {
        return changed(draft -> draft.logged = now);
    }

    Table with(Column column) {
        return columns(columnsByName.plus(column.name(), column));
    }

    Table columns(PMap<String, Column> columns) {
        return changed(draft -> draft.columnsByName = columns);
    }

    Table with(TableConstraint constraint) {
        return constraints(constraintsByName.plus(constraint.name(), constraint));
    }

    Table constraints(PMap<String, TableConstraint> constraints) {
        return changed(draft -> draft.constraintsByName = constraints);
    }

    Table with(Index index) {
        return indexes(indexesByName.plus(index.name(), index));
    }

    Table indexes(PMap<String, Index> indexes) {
        return changed(draft -> draft.indexesByName = indexes);
    }

    /** The same with the columns and indexes of the table of which it is a partition. */
    Table withThoseOf(Table parent) {
        return changed(draft -> {
            for (Column column : parent.columns()) {
                Column own = column(column.name());
                draft.columnsByName = draft.columnsByName.plus(
                        column.name(), own == null ? column : column.nullable(!own.notNull() && !column.notNull()));
            }
            draft.indexesByName = parent.indexesByName().plusAll(indexesByName());
            draft.complete = complete || parent.complete();
        });
    }

    /** The same where it may have been there before, be it with other columns or rows that satisfy nothing. */
    Table uncertain() {
        return changed(draft -> {
            for (Column column : columns()) {
                draft.columnsByName = draft.columnsByName.plus(column.name(), column.uncertain());
            }
            for (TableConstraint constraint : constraints()) {
                draft.constraintsByName = draft.constraintsByName.plus(constraint.name(), constraint.unproven());
            }
            draft.complete = false;
            draft.logged = null;
            draft.foreign = false;
            draft.origin = origin == null ? null : origin.uncertain();
            draft.filled = true;
            draft.large = true;
        });
    }

    /** The same where what has changed since may not have. */
    Table uncertainSince(Table known) {
        boolean less = !columnsByName.keySet().containsAll(known.columnsByName.keySet())
                || !constraintsByName.keySet().containsAll(known.constraintsByName.keySet());
        Table uncertain = less ? incomplete() : this;
        for (Column column : columns()) {
            Column old = known.column(column.name());
            uncertain = uncertain.with(old == null ? column.uncertain() : old);
        }
        for (TableConstraint constraint : constraints()) {
            TableConstraint old = known.constraint(constraint.name());
            uncertain = uncertain.with(old == null ? constraint.unproven() : constraint.weakerOf(old));
        }
        return uncertain;
    }

    /** The same where it may have more columns. */
    Table incomplete() {
        return changed(draft -> draft.complete = false);
    }

    Table renamed(Name newName) {
        return changed(draft -> draft.name = newName);
    }

    /** The same where a constraint, and its index, is called otherwise. */
    Table constraintRenamed(String from, String to) {
        TableConstraint constraint = constraint(from);
        Index index = indexesByName.get(from);
        Table after = constraint == null
                ? this
                : constraints(constraintsByName.minus(from))
                        .with(new TableConstraint(to, constraint.constraint(), constraint.valid()));
        return index == null || !index.constraint()
                ? after
                : after.indexes(indexesByName.minus(from)).with(index.renamed(to));
    }

    /** The same where an index, and the constraint to which it belongs, is called otherwise. */
    Table indexRenamed(String from, String to) {
        Index index = indexesByName.get(from);
        if (index != null && index.constraint()) {
            return constraintRenamed(from, to);
        }
        return index == null ? this : indexes(indexesByName.minus(from)).with(index.renamed(to));
    }

    /** The same under a name by which others have used another one. */
    Table taking(int transaction) {
        return changed(draft -> draft.taken = transaction);
    }

    Table partitionedBy(List<String> columns) {
        return changed(draft -> draft.partitionKey = columns);
    }

    Table withPartitions() {
        return changed(draft -> draft.partitioned = true);
    }

    Table partOf(@Nullable Name parent, boolean asDefault) {
        return changed(draft -> {
            draft.partitionOf = parent;
            draft.rest = asDefault;
        });
    }

    Table heirs(PSet<Name> others) {
        return changed(draft -> draft.heirs = others);
    }

    /** Whether tables may inherit from it: the catalog knows the size of a table only when none does. */
    public boolean mayHaveHeirs() {
        boolean known = origin != null && origin.certain() && (!Origin.CATALOG.equals(origin) || size != null);
        return !heirs.isEmpty() || !known;
    }

    Table fill(boolean withMany, int transaction) {
        return changed(draft -> {
            draft.filled = true;
            draft.filledIn = transaction;
            draft.large = large || withMany;
            draft.size = null;
        });
    }

    Table sized(@Nullable Size other) {
        return changed(draft -> draft.size = other);
    }

    private Table changed(Consumer<TableDraft> change) {
        TableDraft draft = new TableDraft(this);
        change.accept(draft);
        return draft.done();
    }
}
