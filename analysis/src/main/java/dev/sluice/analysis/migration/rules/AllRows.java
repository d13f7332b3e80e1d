package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Name;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A condition that leaves no row out, which some write because a linter asks for a WHERE. */
final class AllRows {

    private static final Pattern BEGIN = Pattern.compile("(?i)^where\\b");
    private static final Pattern END = Pattern.compile("(?is)\\s*\\breturning\\b.*");
    private static final Pattern AND = Pattern.compile("(?i)\\band\\b");
    private static final Pattern TRUE = Pattern.compile(
            "(?i)true|not\\s+false|(?<number>\\d+)\\s*=\\s*\\k<number>|'(?<text>\\w*)'\\s*=\\s*'\\k<text>'");
    private static final Pattern NOT_NULL = Pattern.compile(
            "(?i)(?:[\\w$]+\\s*\\.\\s*)?(?:\"(?<quoted>[^\"]+)\"|(?<column>[\\w$]+))\\s+(?:is\\s+not\\s+null|notnull)");

    private AllRows() {}

    static boolean are(Step step, Name table, DataChange.Filter filter) {
        String sql = step.sql(filter.span());
        if (!BEGIN.matcher(sql).find()) {
            return false;
        }
        String condition = END.matcher(BEGIN.matcher(sql).replaceFirst("")).replaceFirst("");
        for (String part : AND.split(condition, -1)) {
            if (!isTrue(step, table, part.replaceAll("^[\\s(]+|[\\s)]+$", ""))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTrue(Step step, Name table, String part) {
        if (TRUE.matcher(part).matches()) {
            return true;
        }
        Matcher notNull = NOT_NULL.matcher(part);
        if (!notNull.matches()) {
            return false;
        }
        String quoted = notNull.group("quoted");
        Column column = step.table(table)
                .column(quoted == null ? notNull.group("column").toLowerCase(Locale.ROOT) : quoted);
        return column != null && column.notNull();
    }
}
