package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Name;
import java.util.List;
import java.util.stream.Stream;

/**
 * A CHECK or NOT NULL of a domain under the name that it has on the server.
 *
 * @param domain the one that has it: the domain itself, or one that it is of
 * @param condition what it asks of {@code VALUE}
 * @param notNull whether it is a NOT NULL, which has a name of its own from PostgreSQL 17 on
 */
public record DomainConstraint(Name domain, String name, String condition, boolean notNull) {

    /** The constraints with another one. */
    static List<DomainConstraint> plus(List<DomainConstraint> all, Name domain, Constraint constraint) {
        boolean notNull = !(constraint instanceof Constraint.Check);
        String condition =
                constraint instanceof Constraint.Check check ? check.condition().text() : "VALUE IS NOT NULL";
        String given = constraint.name();
        String name = given != null
                ? given
                : MadeName.of(
                        domain.name(),
                        List.of(),
                        notNull ? "not_null" : "check",
                        taken -> all.stream().anyMatch(other -> other.isOf(domain, taken)));
        return Stream.concat(all.stream(), Stream.of(new DomainConstraint(domain, name, condition, notNull)))
                .toList();
    }

    boolean isOf(Name owner, String named) {
        return domain.equals(owner) && name.equals(named);
    }

    DomainConstraint of(Name other) {
        return new DomainConstraint(other, name, condition, notNull);
    }

    DomainConstraint named(String other) {
        return new DomainConstraint(domain, other, condition, notNull);
    }
}
