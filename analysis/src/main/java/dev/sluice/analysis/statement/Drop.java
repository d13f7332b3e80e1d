package dev.sluice.analysis.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code DROP}.
 *
 * @param on the table of a trigger, rule or policy; null for all others
 */
public record Drop(
        Span span,
        ObjectKind kind,
        List<Target> targets,
        boolean ifExists,
        boolean cascade,
        boolean concurrently,
        @Nullable Name on)
        implements Statement {

    /** Copies the list. */
    public Drop {
        targets = List.copyOf(targets);
    }

    /** One of the objects, and where it is named. */
    public record Target(Name name, Span span) {}
}
