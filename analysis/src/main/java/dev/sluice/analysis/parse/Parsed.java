package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement, as far as it could be read.
 *
 * @param unread what could not be; empty when all of it was
 */
public record Parsed(Statement statement, List<Unread> unread) {

    /** Copies the list. */
    public Parsed {
        unread = List.copyOf(unread);
    }

    Parsed(Statement statement, @Nullable Unread unread) {
        this(statement, unread == null ? List.of() : List.of(unread));
    }

    Parsed(Statement statement) {
        this(statement, List.of());
    }
}
