package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/**
 * A table as far as it is known.
 *
 * @param complete whether all its columns are known; else it may have others
 * @param temporary whether it is of one session, so that nobody waits for it
 * @param partitioned whether it has partitions instead of rows
 * @param partitionKey the columns that say into which part a row goes; empty when they are not known
 * @param partitionOf the table that it is a part of
 * @param rest whether it takes the rows that no other part of that table takes
 * @param heirs the tables that inherit from it and are no partitions, as far as they are known
 * @param origin the migration that has made it; null when it was there before
 * @param filled whether the migrations have put more than single rows into it
 * @param size null when it is not known: without a catalog or ANALYZE, or since the migrations have filled it
 */
public record Table(
        Name name,
        PMap<String, Column> columnsByName,
        PMap<String, TableConstraint> constraintsByName,
        PMap<String, Index> indexesByName,
        boolean complete,
        boolean temporary,
        boolean partitioned,
        List<String> partitionKey,
        @Nullable Name partitionOf,
        boolean rest,
        PSet<Name> heirs,
        @Nullable Origin origin,
        boolean filled,
        @Nullable Size size) {

    /** A table of which only the name is known. */
    public static Table unknown(Name name) {
        return bare(name, null, true);
    }

    /** One that migrations make, of which only the name is known. */
    static Table bare(Name name, @Nullable Origin origin, boolean filled) {
        return new Table(
                name,
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                false,
                false,
                false,
                List.of(),
                null,
                false,
                HashTreePSet.empty(),
                origin,
                filled,
                null);
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

    Table with(Column column) {
        return columns(columnsByName.plus(column.name(), column));
    }

    Table columns(PMap<String, Column> columns) {
        return new Table(
                name,
                columns,
                constraintsByName,
                indexesByName,
                complete,
                temporary,
                partitioned,
                partitionKey,
                partitionOf,
                rest,
                heirs,
                origin,
                filled,
                size);
    }

    Table with(TableConstraint constraint) {
        return constraints(constraintsByName.plus(constraint.name(), constraint));
    }

    Table constraints(PMap<String, TableConstraint> constraints) {
        return new Table(
                name,
                columnsByName,
                constraints,
                indexesByName,
                complete,
                temporary,
                partitioned,
                partitionKey,
                partitionOf,
                rest,
                heirs,
                origin,
                filled,
                size);
    }

    Table with(Index index) {
        return indexes(indexesByName.plus(index.name(), index));
    }

    Table indexes(PMap<String, Index> indexes) {
        return new Table(
                name,
                columnsByName,
                constraintsByName,
                indexes,
                complete,
                temporary,
                partitioned,
                partitionKey,
                partitionOf,
                rest,
                heirs,
                origin,
                filled,
                size);
    }

    /** The same where it may have been there before, be it with other columns or rows that satisfy nothing. */
    Table uncertain() {
        PMap<String, Column> columns = columnsByName;
        for (Column column : columnsByName.values()) {
            columns = columns.plus(column.name(), column.uncertain());
        }
        PMap<String, TableConstraint> constraints = constraintsByName;
        for (TableConstraint constraint : constraintsByName.values()) {
            constraints = constraints.plus(constraint.name(), constraint.unproven());
        }
        return new Table(
                name,
                columns,
                constraints,
                indexesByName,
                false,
                temporary,
                partitioned,
                partitionKey,
                partitionOf,
                rest,
                heirs,
                origin == null ? null : origin.uncertain(),
                true,
                size);
    }

    /** The same where what has changed since may not have. */
    Table uncertainSince(Table known) {
        Table uncertain = this;
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

    Table renamed(Name newName) {
        return new Table(
                newName,
                columnsByName,
                constraintsByName,
                indexesByName,
                complete,
                temporary,
                partitioned,
                partitionKey,
                partitionOf,
                rest,
                heirs,
                origin,
                filled,
                size);
    }

    Table partOf(@Nullable Name parent, boolean asDefault) {
        return new Table(
                name,
                columnsByName,
                constraintsByName,
                indexesByName,
                complete,
                temporary,
                partitioned,
                partitionKey,
                parent,
                asDefault,
                heirs,
                origin,
                filled,
                size);
    }

    Table heirs(PSet<Name> others) {
        return new Table(
                name,
                columnsByName,
                constraintsByName,
                indexesByName,
                complete,
                temporary,
                partitioned,
                partitionKey,
                partitionOf,
                rest,
                others,
                origin,
                filled,
                size);
    }

    /** Whether tables may inherit from it: the catalog knows the size of a table only when none does. */
    public boolean mayHaveHeirs() {
        boolean known = origin != null && origin.certain() && (!Origin.CATALOG.equals(origin) || size != null);
        return !heirs.isEmpty() || !known;
    }

    Table fill() {
        return new Table(
                name,
                columnsByName,
                constraintsByName,
                indexesByName,
                complete,
                temporary,
                partitioned,
                partitionKey,
                partitionOf,
                rest,
                heirs,
                origin,
                true,
                null);
    }

    Table sized(@Nullable Size other) {
        return new Table(
                name,
                columnsByName,
                constraintsByName,
                indexesByName,
                complete,
                temporary,
                partitioned,
                partitionKey,
                partitionOf,
                rest,
                heirs,
                origin,
                filled,
                other);
    }
}
