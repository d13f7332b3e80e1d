package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement, as far as it could be read.
 *
 * @param unread null when all of it was
 */
public record Parsed(Statement statement, @Nullable Unread unread) {}
