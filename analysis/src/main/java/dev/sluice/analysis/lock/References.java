package dev.sluice.analysis.lock;

import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Constraint.ForeignKey;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The foreign keys that refer to a table, or to what it is a part of. */
public final class References {

    private record Reference(Name owner, ForeignKey key) {}

    private final Schema schema;
    private final Name table;
    private final List<Reference> all = new ArrayList<>();

    /** Those to that table. Its keys to itself do not count. */
    public References(Schema schema, Name table) {
        this.schema = schema;
        this.table = schema.resolve(table);
        Set<Name> above = above();
        Set<Name> meant = new LinkedHashSet<>(above);
        if (!schema.partitions(table).specialNames().isEmpty()
                || !schema.partitions(table).plainOrigins().isEmpty()) {
            // Rather than all of what may be thousands of parts.
            schema.referred().stream().map(Table::name).filter(this::isPart).forEach(meant::add);
        }
        for (Name referred : meant) {
            for (Table other : schema.referringTo(referred)) {
                boolean own = above.contains(other.name()) || isPart(other.name());
                of(other).stream()
                        .filter(key -> !own && schema.resolve(key.references()).equals(referred))
                        .forEach(key -> all.add(new Reference(other.name(), key)));
            }
        }
    }

    /** The tables that refer to it. */
    public Set<Name> owners() {
        return owners(key -> true);
    }

    /**
     * The tables that are locked when it gets another partition: from PostgreSQL 15 on those that refer to it, whose
     * foreign keys refer to the partition too.
     */
    public Set<Name> ownersOfNewPartition(PostgresVersion version) {
        return version.isAtLeast(15) ? owners() : Set.of();
    }

    /** The tables that refer to it by that column. */
    public Set<Name> ownersBy(String column) {
        return owners(key -> by(schema, key).contains(column));
    }

    /** The tables whose rows are looked for, or changed, when a row goes or such a column of it changes. */
    public Set<Name> ownersOfChanged(Predicate<String> changed) {
        return owners(key -> key.enforced() && mayBeBy(schema, key, changed));
    }

    /** The tables that refer to it by the key that is that constraint's. */
    public Set<Name> ownersBy(Constraint.Unique unique) {
        return owners(key -> isBy(key, unique));
    }

    /** The foreign keys that refer to it by the key that is that constraint's. */
    public Set<ForeignKey> keysBy(Constraint.Unique unique) {
        return keys(key -> isBy(key, unique));
    }

    private static boolean isBy(ForeignKey key, Constraint.Unique unique) {
        Set<String> columns = Set.copyOf(unique.columns());
        return key.referencedColumns().isEmpty()
                ? unique.primaryKey()
                : columns.isEmpty() || columns.equals(Set.copyOf(key.referencedColumns()));
    }

    /** The foreign keys that refer to it by that column. */
    public Set<ForeignKey> keysBy(String column) {
        return keys(key -> by(schema, key).contains(column));
    }

    private Set<ForeignKey> keys(Predicate<ForeignKey> which) {
        return all.stream().map(Reference::key).filter(which).collect(Collectors.toSet());
    }

    private Set<Name> owners(Predicate<ForeignKey> which) {
        Set<Name> owners = new LinkedHashSet<>();
        all.stream()
                .filter(reference -> which.test(reference.key()))
                .forEach(reference -> owners.add(reference.owner()));
        return owners;
    }

    /** Whether a key refers to a column of which that holds; also where it names none, and no primary key is known. */
    public static boolean mayBeBy(Schema schema, ForeignKey key, Predicate<String> column) {
        List<String> columns = by(schema, key);
        return columns.isEmpty() || columns.stream().anyMatch(column);
    }

    /** The columns to which a key refers: those of the primary key where it names none. */
    private static List<String> by(Schema schema, ForeignKey key) {
        if (!key.referencedColumns().isEmpty()) {
            return key.referencedColumns();
        }
        return schema.tableOrUnknown(key.references()).constraints().stream()
                .map(TableConstraint::constraint)
                .filter(known -> known instanceof Constraint.Unique unique && unique.primaryKey())
                .flatMap(known -> ((Constraint.Unique) known).columns().stream())
                .toList();
    }

    /** The table, and all that it is a part of. */
    private Set<Name> above() {
        Set<Name> all = new LinkedHashSet<>(Set.of(table));
        Name above = schema.tableOrUnknown(table).partitionOf();
        while (above != null && all.add(above)) {
            above = schema.tableOrUnknown(above).partitionOf();
        }
        return all;
    }

    /** Whether it is a part of the table, at whatever depth. */
    private boolean isPart(Name other) {
        Set<Name> seen = new HashSet<>();
        Name above = schema.tableOrUnknown(other).partitionOf();
        while (above != null && !above.equals(table) && seen.add(above)) {
            above = schema.tableOrUnknown(above).partitionOf();
        }
        return table.equals(above);
    }

    /** The foreign keys that a table has. */
    public static List<ForeignKey> of(Table table) {
        return table.constraints().stream()
                .map(TableConstraint::constraint)
                .filter(ForeignKey.class::isInstance)
                .map(ForeignKey.class::cast)
                .toList();
    }

    /** Whether a table has such a foreign key, and all its rows satisfy it. */
    public static boolean has(Schema schema, Table table, ForeignKey wanted) {
        return table.constraints().stream()
                .anyMatch(known -> known.valid()
                        && known.constraint() instanceof ForeignKey key
                        && key.columns().equals(wanted.columns())
                        && schema.resolve(key.references()).equals(schema.resolve(wanted.references())));
    }
}
