package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Expression;
import org.jspecify.annotations.Nullable;

/**
 * A column as far as it is known.
 *
 * @param type null when no migration and no catalog has said
 * @param notNull whether it is known to be not null
 * @param defaultValue its default as a migration has written it for this type; null without one, or where it is not known
 * @param collation the one that is named; null for its type's
 * @param origin the migration that has added it; null when it was there before
 */
public record Column(
        String name,
        @Nullable DataType type,
        boolean notNull,
        boolean hasDefault,
        @Nullable Expression defaultValue,
        Generation generation,
        @Nullable String collation,
        @Nullable Origin origin) {

    /** One whose default is not known. */
    public Column(
            String name,
            @Nullable DataType type,
            boolean notNull,
            boolean hasDefault,
            Generation generation,
            @Nullable String collation,
            @Nullable Origin origin) {
        this(name, type, notNull, hasDefault, null, generation, collation, origin);
    }

    /** A column of which only the name is known. */
    public static Column unknown(String name) {
        return new Column(name, null, false, false, Generation.NONE, null, null);
    }

    /** The same where it may have been there before, be it of another type. */
    Column uncertain() {
        Origin made = origin == null ? null : origin.uncertain();
        return new Column(name, null, false, hasDefault, Generation.NONE, null, made);
    }

    /** Without the name of a collation it gets that of its new type. */
    Column typed(DataType newType, @Nullable String newCollation) {
        return new Column(name, newType, notNull, hasDefault, generation, newCollation, origin);
    }

    Column nullable(boolean nullable) {
        return new Column(name, type, !nullable, hasDefault, defaultValue, generation, collation, origin);
    }

    /** Null drops the default, and so does a default of NULL. */
    Column defaulted(@Nullable Expression value) {
        boolean any = value != null && !value.isNull();
        return new Column(name, type, notNull, any, value, generation, collation, origin);
    }

    /** An identity is never null and has no default, and it leaves neither of them behind. */
    Column identity(boolean now) {
        Generation made = now ? Generation.IDENTITY : Generation.NONE;
        return new Column(name, type, true, false, made, collation, origin);
    }

    Column renamed(String newName) {
        return new Column(newName, type, notNull, hasDefault, defaultValue, generation, collation, origin);
    }
}
