package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Name;
import org.jspecify.annotations.Nullable;

/**
 * A domain.
 *
 * @param constrained whether rows are held to a CHECK or NOT NULL of it
 * @param collation null for its type's
 */
public record Domain(
        Name name,
        DataType type,
        boolean constrained,
        @Nullable String collation) {}
