package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Name;

/**
 * A domain.
 *
 * @param constrained whether rows are held to a CHECK or NOT NULL of it
 */
public record Domain(Name name, DataType type, boolean constrained) {}
