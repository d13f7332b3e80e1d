package dev.sluice.analysis.migration;

import dev.sluice.analysis.statement.DataChange;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The columns whose values a statement takes away or replaces, as far as its words tell. */
public final class SetColumns {

    private SetColumns() {}

    /** Whether a change may set a column of that name; all are meant where rows are deleted. */
    public static Predicate<String> of(Step step, DataChange change) {
        if (!(change instanceof DataChange.Update update)) {
            return column -> true;
        }
        String head = step.sql(update.target().head());
        return column -> sets(head, column);
    }

    private static boolean sets(String head, String column) {
        String name = Pattern.quote(column);
        return Pattern.compile("(?i)(?:\\bset|[,(])\\s*(?:\"" + name + "\"|" + name + ")\\s*[=,)]")
                .matcher(head)
                .find();
    }
}
