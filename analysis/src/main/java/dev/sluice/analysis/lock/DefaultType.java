package dev.sluice.analysis.lock;

import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The type that a column's default has by itself. PostgreSQL casts that, and not the column's, when the column gets another
 * one (tablecmds.c, {@code strip_implicit_coercions}).
 */
public final class DefaultType {

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern FRACTION = Pattern.compile("[+-]?\\d+\\.\\d*");
    private static final Pattern STRING = Pattern.compile("'(?:[^'\\\\]|'')*'");
    private static final Pattern CALL = Pattern.compile("(?:pg_catalog\\.)?(\\w+)\\s*\\([^()]*\\)");

    private static final Map<String, String> WORDS = Map.of(
            "true", "boolean",
            "false", "boolean",
            "current_date", "date",
            "current_timestamp", "timestamp with time zone",
            "localtimestamp", "timestamp without time zone");

    private static final Map<String, String> CALLS = Map.of(
            "nextval", "bigint",
            "gen_random_uuid", "uuid",
            "uuidv4", "uuid",
            "uuidv7", "uuid",
            "now", "timestamp with time zone",
            "clock_timestamp", "timestamp with time zone",
            "statement_timestamp", "timestamp with time zone",
            "transaction_timestamp", "timestamp with time zone");

    private DefaultType() {}

    /** That type; null without a default, or where it is not known. */
    public static @Nullable DataType of(Column column) {
        DataType own = column.type();
        Expression value = column.defaultValue();
        if (own == null || !column.hasDefault()) {
            return null;
        }
        if (value == null) {
            return own.isSerial() ? type("bigint", own.span()) : null;
        }
        String text = value.text().strip();
        if (STRING.matcher(text).matches()) {
            // What is in quotes is of the type that is wanted.
            return own;
        }
        String name = name(text.toLowerCase(Locale.ROOT));
        return name == null ? null : type(name, value.span());
    }

    private static @Nullable String name(String text) {
        if (WHOLE.matcher(text).matches()) {
            long number = Long.parseLong(text);
            return number == (int) number ? "integer" : "bigint";
        }
        if (FRACTION.matcher(text).matches()) {
            return "numeric";
        }
        Matcher call = CALL.matcher(text);
        return call.matches() ? CALLS.get(call.group(1)) : WORDS.get(text);
    }

    private static DataType type(String name, Span span) {
        return new DataType(name, List.of(), 0, span);
    }
}
