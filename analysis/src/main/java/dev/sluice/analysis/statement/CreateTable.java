package dev.sluice.analysis.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code CREATE TABLE}.
 *
 * @param persistence whether it outlives the session and a crash
 * @param columns empty with {@code AS}, {@code OF}, {@code PARTITION OF}
 * @param constraints those of the table, not those behind a column
 * @param partitionOf the partitioned table that it becomes a part of
 * @param asDefault whether it takes the rows that no other part of that table takes
 * @param partitioned whether it is partitioned itself
 * @param partitionKey the columns that say into which part a row goes, and expressions as they are written
 * @param query what makes and fills it; null where none does, or WITH NO DATA
 * @param inherits the tables from which it inherits
 * @param copied the tables that it copies by {@code LIKE}
 * @param incomplete whether it has columns that do not stand here: {@code LIKE}, {@code INHERITS}, {@code OF}, a query
 */
public record CreateTable(
        Span span,
        Name name,
        Persistence persistence,
        boolean ifNotExists,
        List<ColumnDefinition> columns,
        List<Constraint> constraints,
        @Nullable Name partitionOf,
        boolean asDefault,
        boolean partitioned,
        List<String> partitionKey,
        @Nullable Query query,
        List<Name> inherits,
        List<Copied> copied,
        boolean incomplete)
        implements Statement {

    /** Copies the lists. */
    public CreateTable {
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
        partitionKey = List.copyOf(partitionKey);
        inherits = List.copyOf(inherits);
        copied = List.copyOf(copied);
    }

    /**
     * {@code LIKE}, which copies columns with their NOT NULL, and what else it is told to.
     *
     * @param defaults whether their defaults are copied
     * @param indexes whether indexes are copied, those of primary keys and unique constraints too
     * @param identity whether identity columns get sequences of their own
     */
    public record Copied(Name table, boolean defaults, boolean indexes, boolean identity) {}

    /** How long a table lasts. */
    public enum Persistence {
        /** An ordinary table. */
        PERMANENT,
        /** Emptied by a crash, and not on replicas. */
        UNLOGGED,
        /** Of one session. */
        TEMPORARY
    }
}
