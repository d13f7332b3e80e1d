package dev.sluice.analysis.statement;

import org.jspecify.annotations.Nullable;

/**
 * {@code CREATE DOMAIN}.
 *
 * @param constrained whether it has a CHECK or NOT NULL, which each row is held to when a column of it is added
 * @param collation null where none is named
 * @param defaultValue null where none is given
 */
public record CreateDomain(
        Span span,
        Name name,
        DataType type,
        boolean constrained,
        @Nullable String collation,
        @Nullable Expression defaultValue)
        implements Statement {}
