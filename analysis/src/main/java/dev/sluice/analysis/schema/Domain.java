package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateDomain;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Name;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A domain.
 *
 * @param constrained whether rows are held to a CHECK or NOT NULL of it
 * @param conditions what its constraints ask of {@code VALUE}; null where not all of them are known
 * @param collation null for its type's
 * @param defaultValue what its columns get that have no default of their own; null for none
 */
public record Domain(
        Name name,
        DataType type,
        boolean constrained,
        @Nullable List<String> conditions,
        @Nullable String collation,
        @Nullable Expression defaultValue) {

    /** Copies the list. */
    public Domain {
        conditions = conditions == null ? null : List.copyOf(conditions);
    }

    /** One of which it is not known what its constraints ask. */
    public Domain(
            Name name,
            DataType type,
            boolean constrained,
            @Nullable String collation,
            @Nullable Expression defaultValue) {
        this(name, type, constrained, constrained ? null : List.of(), collation, defaultValue);
    }

    /** What is made; one of another domain has the type of that one, and what it does not say itself. */
    static Domain of(CreateDomain create, Name name, Schema schema) {
        Domain base = create.type().dimensions() > 0
                ? null
                : schema.domain(create.type().asName());
        Domain own = new Domain(
                name,
                base == null ? create.type() : base.type(),
                base != null && base.constrained(),
                base == null ? List.of() : base.conditions(),
                create.collation() == null && base != null ? base.collation() : create.collation(),
                create.defaultValue() == null && base != null ? base.defaultValue() : create.defaultValue());
        for (Constraint constraint : create.constraints()) {
            own = own.with(constraint);
        }
        return own;
    }

    /** What a value of the column has to satisfy, as SQL; null where that is not known. */
    public @Nullable String conditionOn(String column) {
        if (conditions == null || conditions.isEmpty()) {
            return null;
        }
        List<String> named = conditions.stream()
                .map(condition -> ColumnUse.renamed(condition, "value", column))
                .toList();
        return named.size() == 1 ? named.get(0) : named.stream().collect(Collectors.joining(") AND (", "(", ")"));
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
        return new Domain(other, type, constrained, conditions, collation, defaultValue);
    }

    Domain with(Constraint constraint) {
        String condition =
                constraint instanceof Constraint.Check check ? check.condition().text() : "VALUE IS NOT NULL";
        List<String> more = conditions == null
                ? null
                : Stream.concat(conditions.stream(), Stream.of(condition)).toList();
        return new Domain(name, type, true, more, collation, defaultValue);
    }

    Domain asNotNull() {
        return with(new Constraint.NotNull(type.span(), null, "value", false));
    }

    /** The same where its constraints may be others. */
    Domain unclear() {
        return new Domain(name, type, constrained, null, collation, defaultValue);
    }

    Domain defaulting(@Nullable Expression value) {
        return new Domain(name, type, constrained, conditions, collation, value);
    }
}
