package dev.sluice.analysis.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as {@code CREATE TABLE} and {@code ADD COLUMN} define it.
 *
 * @param span the whole definition
 * @param defaultValue null without {@code DEFAULT}
 * @param notNull whether it may not hold null: {@code NOT NULL}, a primary key, an identity or a serial
 * @param generation who computes its values
 * @param collation null where none is named
 * @param constraints those that stand behind it, {@code NOT NULL} aside
 */
public record ColumnDefinition(
        Span span,
        String name,
        DataType type,
        @Nullable Expression defaultValue,
        boolean notNull,
        Generation generation,
        @Nullable String collation,
        List<Constraint> constraints) {

    /** Copies the list. */
    public ColumnDefinition {
        constraints = List.copyOf(constraints);
    }

    /** The same by another name. */
    public ColumnDefinition named(String other) {
        return new ColumnDefinition(span, other, type, defaultValue, notNull, generation, collation, constraints);
    }

    /** Who computes a column's values. */
    public enum Generation {
        /** Nobody; a default at most. */
        NONE,
        /** {@code GENERATED … AS IDENTITY}. */
        IDENTITY,
        /** {@code GENERATED ALWAYS AS (…) STORED}. */
        STORED,
        /** {@code GENERATED ALWAYS AS (…) VIRTUAL}, from PostgreSQL 18 on. */
        VIRTUAL
    }
}
