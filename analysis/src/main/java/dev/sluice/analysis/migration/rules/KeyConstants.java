package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.DataType;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a condition compares the key of a partitioned table by operators from which the server concludes. It does so only
 * by immutable ones of the key's own family: {@code timestamptz >= date} depends on the session's time zone, and
 * {@code bigint >= 0.0} compares the key's cast to {@code numeric} (predtest.c, {@code operator_predicate_proof}).
 */
final class KeyConstants {

    private static final Pattern LITERAL = Pattern.compile("'[^']*+(?:''[^']*+)*+'");
    private static final Pattern ZONED = typed("(?:timestamptz|timestamp\\s*(?:\\(\\d\\)\\s*)?with\\s+time\\s+zone)");
    private static final Pattern LOCAL = typed("(?:date|timestamp)");
    private static final Pattern INEXACT = typed("(?:numeric|decimal|real|float[48]?|double\\s+precision)");
    private static final Pattern DECIMAL = Pattern.compile("\\d\\.|(?<![\\w.])\\.\\d|\\d[eE][+-]?\\d");

    /** As the server prints the comparison of a {@code varchar}. */
    private static final Pattern TEXT_OF_COLUMN =
            Pattern.compile("(?i)[\\w$\"]\\s*\\)?\\s*::\\s*text\\b\\s*\\)?\\s*(?:<|>|=|IN\\b|BETWEEN\\b)");

    private static final Set<String> WHOLE = Set.of("smallint", "integer", "bigint");
    private static final Set<String> TEXTS = Set.of("text", "character varying");
    private static final Set<String> LOCAL_TIMES = Set.of("date", "timestamp without time zone");

    private static final String ZONED_TIME = "timestamp with time zone";

    private KeyConstants() {}

    private static Pattern typed(String type) {
        return Pattern.compile("(?i)::\\s*" + type + "\\b|\\b" + type + "\\s*(?:\\(\\d\\)\\s*)?''");
    }

    /** Whether it may be so for each of the key's columns; of a type that is not known, constants of other types do not count. */
    static boolean suit(String condition, Table part, Table parent) {
        List<String> key = parent.partitionKey();
        return key.isEmpty()
                ? suit(condition, "")
                : key.stream().allMatch(column -> suit(condition, type(column, part, parent)));
    }

    private static boolean suit(String condition, String type) {
        String shown = LITERAL.matcher(condition).replaceAll("''");
        String unzoned = ZONED.matcher(shown).replaceAll("");
        boolean unknown = type.isEmpty();
        boolean local = LOCAL.matcher(unzoned).find();
        boolean zoned = !unzoned.equals(shown);
        return !(local && (unknown || type.equals(ZONED_TIME)))
                && !(zoned && LOCAL_TIMES.contains(type))
                && !((unknown || WHOLE.contains(type))
                        && (DECIMAL.matcher(shown).find()
                                || INEXACT.matcher(shown).find()))
                && (unknown
                        || TEXTS.contains(type)
                        || !TEXT_OF_COLUMN.matcher(shown).find());
    }

    /** Its name; empty where neither of the tables tells it. */
    private static String type(String column, Table part, Table parent) {
        return Stream.of(part, parent)
                .map(table -> table.column(column))
                .flatMap(Stream::ofNullable)
                .map(Column::type)
                .flatMap(Stream::ofNullable)
                .map(DataType::name)
                .findFirst()
                .orElse("");
    }
}
