package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateDomain;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Name;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A domain.
 *
 * @param bases the domain that it is of, and those that this one is of
 * @param constraints its CHECK and NOT NULL, and those of its bases, as far as they are known
 * @param whole whether it has no others
 * @param collation null for its type's
 * @param defaultValue what its columns get that have no default of their own; null for none
 */
public record Domain(
        Name name,
        DataType type,
        List<Name> bases,
        List<DomainConstraint> constraints,
        boolean whole,
        @Nullable String collation,
        @Nullable Expression defaultValue) {

    /** Copies the lists. */
    public Domain {
        bases = List.copyOf(bases);
        constraints = List.copyOf(constraints);
    }

    /**
     * One of which it is not known what its constraints ask.
     *
     * @param constrained whether it has any
     */
    public Domain(
            Name name,
            DataType type,
            boolean constrained,
            @Nullable String collation,
            @Nullable Expression defaultValue) {
        this(name, type, List.of(), List.of(), !constrained, collation, defaultValue);
    }

    /** What is made; one of another domain has the type of that one, and what it does not say itself. */
    static Domain of(CreateDomain create, Name name, Schema schema) {
        Domain base = create.type().dimensions() > 0
                ? null
                : schema.domain(create.type().asName());
        Domain own = new Domain(
                name,
                base == null ? create.type() : base.type(),
                base == null
                        ? List.of()
                        : Stream.concat(Stream.of(base.name()), base.bases().stream())
                                .toList(),
                base == null ? List.of() : base.constraints(),
                base == null || base.whole(),
                create.collation() == null && base != null ? base.collation() : create.collation(),
                create.defaultValue() == null && base != null ? base.defaultValue() : create.defaultValue());
        for (Constraint constraint : create.constraints()) {
            own = own.constrained(all -> DomainConstraint.plus(all, name, constraint));
        }
        return own;
    }

    /** Whether rows are held to a CHECK or NOT NULL of it. */
    public boolean constrained() {
        return !whole || !constraints.isEmpty();
    }

    /** What a value of the column has to satisfy, as SQL; null where that is not known. */
    public @Nullable String conditionOn(String column) {
        if (!whole || constraints.isEmpty()) {
            return null;
        }
        List<String> named = constraints.stream()
                .map(constraint -> ColumnUse.renamed(constraint.condition(), "value", column))
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

    /** The same where domains are called otherwise. */
    Domain renamed(UnaryOperator<Name> names) {
        return new Domain(
                names.apply(name),
                type,
                bases.stream().map(names).toList(),
                constraints.stream()
                        .map(constraint -> constraint.of(names.apply(constraint.domain())))
                        .toList(),
                whole,
                collation,
                defaultValue);
    }

    Domain typed(DataType other) {
        return new Domain(name, other, bases, constraints, whole, collation, defaultValue);
    }

    /** The same where constraints are added or dropped. */
    Domain constrained(UnaryOperator<List<DomainConstraint>> change) {
        return new Domain(name, type, bases, change.apply(constraints), whole, collation, defaultValue);
    }

    /** The same where its constraints may be others. */
    Domain unclear() {
        return constrained() ? new Domain(name, type, bases, constraints, false, collation, defaultValue) : this;
    }

    /** One that may have the constraints of either. */
    Domain orAs(Domain other) {
        List<DomainConstraint> both = Stream.concat(constraints.stream(), other.constraints.stream())
                .distinct()
                .toList();
        return new Domain(name, type, bases, both, whole && other.whole, collation, defaultValue);
    }

    Domain defaulting(@Nullable Expression value) {
        return new Domain(name, type, bases, constraints, whole, collation, value);
    }
}
