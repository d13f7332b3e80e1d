package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.CreateDomain;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Name;
import org.jspecify.annotations.Nullable;

/**
 * A domain.
 *
 * @param constrained whether rows are held to a CHECK or NOT NULL of it
 * @param collation null for its type's
 * @param defaultValue what its columns get that have no default of their own; null for none
 */
public record Domain(
        Name name,
        DataType type,
        boolean constrained,
        @Nullable String collation,
        @Nullable Expression defaultValue) {

    /** What is made; one of another domain has the type of that one, and what it does not say itself. */
    static Domain of(CreateDomain create, Name name, Schema schema) {
        Domain base = create.type().dimensions() > 0
                ? null
                : schema.domain(create.type().asName());
        return base == null
                ? new Domain(name, create.type(), create.constrained(), create.collation(), create.defaultValue())
                : new Domain(
                        name,
                        base.type(),
                        create.constrained() || base.constrained(),
                        create.collation() == null ? base.collation() : create.collation(),
                        create.defaultValue() == null ? base.defaultValue() : create.defaultValue());
    }

    /**
     * What existing rows get in a new column: its own default, even where that is NULL, or else that of its domain. Older
     * servers leave them null instead of that one, unless a constraint of the domain has them write each row anew.
     */
    public static @Nullable Expression valueOfOldRows(ColumnDefinition column, Schema schema, PostgresVersion version) {
        Expression value = defaultOf(column, schema);
        if (value == null || column.defaultValue() != null || isFilling(version)) {
            return value;
        }
        Domain domain = schema.domain(column.type().asName());
        return domain != null && domain.constrained() ? value : null;
    }

    /** Release notes of 17.5 and of the others of that day; 12 has never had it. */
    private static boolean isFilling(PostgresVersion version) {
        int first = switch (version.major()) {
            case 11, 12 -> Integer.MAX_VALUE;
            case 13 -> 21;
            case 14 -> 18;
            case 15 -> 13;
            case 16 -> 9;
            case 17 -> 5;
            default -> 0;
        };
        return version.minor() >= first;
    }

    /** The default of a new column for the rows to come: its own one, even where that is NULL, or else that of its domain. */
    public static @Nullable Expression defaultOf(ColumnDefinition column, Schema schema) {
        Expression own = column.defaultValue();
        if (own != null
                || column.generation() != Generation.NONE
                || column.type().dimensions() > 0) {
            return own;
        }
        Domain domain = schema.domain(column.type().asName());
        return domain == null ? null : domain.defaultValue();
    }

    Domain named(Name other) {
        return new Domain(other, type, constrained, collation, defaultValue);
    }

    Domain asConstrained() {
        return new Domain(name, type, true, collation, defaultValue);
    }

    Domain defaulting(@Nullable Expression value) {
        return new Domain(name, type, constrained, collation, value);
    }
}
