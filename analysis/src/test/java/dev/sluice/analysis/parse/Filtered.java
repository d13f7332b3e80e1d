package dev.sluice.analysis.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.DataChange.Filter;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.WithChanges;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a statement says of the rows that it changes. */
final class Filtered {

    private Filtered() {}

    /** Whether it leaves few rows of a table with that key. */
    static boolean isFew(String sql, String... key) {
        return filter(parse(sql).statement()).isFew(List.of(List.of("ctid"), List.of(key)), values -> true);
    }

    static Filter filter(Statement statement) {
        return Objects.requireNonNull(filterOf(statement));
    }

    private static @Nullable Filter filterOf(Statement statement) {
        if (statement instanceof WithChanges changes) {
            return filterOf(changes.changes().get(0));
        }
        if (statement instanceof DataChange.Update update) {
            return update.filter();
        }
        return statement instanceof DataChange.Delete delete
                ? delete.filter()
                : ((DataChange.Merge) statement).filter();
    }

    static Parsed parse(String sql) {
        Parsed parsed = new StatementParser(SourceText.of(sql)).parse(new Span(0, sql.length()));
        assertThat(parsed.unread()).as(sql).isEmpty();
        return parsed;
    }
}
