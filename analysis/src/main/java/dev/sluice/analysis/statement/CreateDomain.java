package dev.sluice.analysis.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code CREATE DOMAIN}.
 *
 * @param constraints its CHECK and NOT NULL, which each row is held to when a column of it is added
 * @param collation null where none is named
 * @param defaultValue null where none is given
 */
public record CreateDomain(
        Span span,
        Name name,
        DataType type,
        List<Constraint> constraints,
        @Nullable String collation,
        @Nullable Expression defaultValue)
        implements Statement {

    /** Copies the list. */
    public CreateDomain {
        constraints = List.copyOf(constraints);
    }
}
