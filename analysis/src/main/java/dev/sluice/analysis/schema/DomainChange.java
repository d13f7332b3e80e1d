package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What {@code ALTER DOMAIN} makes of a schema, its new names apart. */
final class DomainChange {

    private DomainChange() {}

    static Schema apply(Schema schema, Domain domain, AlterObject.Change change) {
        if (change instanceof AlterObject.SetDefault set) {
            return schema.with(domain.defaulting(set.value()));
        }
        Name name = domain.name();
        UnaryOperator<List<DomainConstraint>> constraints = constraints(name, change);
        UnaryOperator<Domain> changed = constraints != null
                ? other -> other.constrained(constraints)
                : change instanceof AlterObject.Unclassified ? Domain::unclear : null;
        Schema after = schema;
        if (changed != null) {
            for (Domain other : schema.made().domains().values()) {
                // Domains of it are held to its constraints.
                boolean of = other.name().equals(name) || other.bases().contains(name);
                after = of ? after.with(changed.apply(other)) : after;
            }
        }
        return after;
    }

    /** Null where they stay. */
    private static @Nullable UnaryOperator<List<DomainConstraint>> constraints(Name name, AlterObject.Change change) {
        if (change instanceof AlterObject.AddConstraint add) {
            return all -> DomainConstraint.plus(all, name, add.constraint());
        }
        if (change instanceof AlterObject.SetNotNull) {
            return all -> all.stream().anyMatch(other -> isNotNull(other, name)) ? all : notNull(all, name);
        }
        if (change instanceof AlterObject.DropNotNull) {
            return all -> all.stream().filter(other -> !isNotNull(other, name)).toList();
        }
        if (change instanceof AlterObject.DropConstraint drop) {
            return all -> all.stream()
                    .filter(other -> !other.isOf(name, drop.constraint()))
                    .toList();
        }
        return change instanceof AlterObject.RenameConstraint rename
                ? all -> all.stream()
                        .map(other -> other.isOf(name, rename.constraint()) ? other.named(rename.newName()) : other)
                        .toList()
                : null;
    }

    private static boolean isNotNull(DomainConstraint constraint, Name domain) {
        return constraint.notNull() && constraint.domain().equals(domain);
    }

    private static List<DomainConstraint> notNull(List<DomainConstraint> all, Name domain) {
        return DomainConstraint.plus(all, domain, new Constraint.NotNull(new Span(0, 0), null, "value", false));
    }
}
