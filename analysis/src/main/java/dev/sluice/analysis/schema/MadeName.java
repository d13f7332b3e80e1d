package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Name;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that PostgreSQL makes for indexes and constraints to which a statement gives none, such as {@code
 * orders_customer_id_idx} (indexcmds.c, {@code makeObjectName} and {@code ChooseIndexColumnNames}).
 */
public final class MadeName {

    private static final int MOST_BYTES = 63;

    private static final Pattern CALL =
            Pattern.compile("(?s)(?:\\w+\\s*\\.\\s*)?(?<function>[a-zA-Z_]\\w*)\\s*(?<arguments>\\(.*\\))");

    private static final Pattern ONE_COLUMN =
            Pattern.compile("(?is)(?<column>[a-z_]\\w*)(?:\\s*::\\s*\\w+|\\s+collate\\s+[\\w\".]+)+");

    private MadeName() {}

    /**
     * That of the index of a new constraint, as it is made as long as all is there that is there now.
     *
     * @param columns empty for a primary key
     * @param label {@code pkey} or {@code key}
     */
    public static String ofIndex(Schema schema, Name table, List<String> columns, String label) {
        Name resolved = schema.resolve(table);
        return of(resolved.name(), columns, label, name -> schema.hasRelation(resolved.sibling(name)));
    }

    /**
     * The first such name that is free: {@code t_c_key}, {@code t_c_key1} and so on.
     *
     * @param columns empty for a name without columns
     */
    static String of(String table, List<String> columns, String label, Predicate<String> taken) {
        String joined = String.join("_", columns);
        String name = of(table, joined, label);
        for (int i = 1; taken.test(name); i++) {
            name = of(table, joined, label + i);
        }
        return name;
    }

    /** Of table and columns the longer one is cut until the whole fits, and then both in turn. */
    private static String of(String table, String columns, String label) {
        int first = bytes(table);
        int second = bytes(columns);
        int excess = first + second - (MOST_BYTES - label.length() - (columns.isEmpty() ? 1 : 2));
        if (excess > 0) {
            int longer = Math.min(excess, Math.abs(first - second));
            int each = excess - longer;
            boolean cutsTable = first > second;
            first -= each / 2 + (cutsTable ? longer : 0);
            second -= (each + 1) / 2 + (cutsTable ? 0 : longer);
        }
        return clipped(table, first) + (columns.isEmpty() ? "" : "_" + clipped(columns, second)) + "_" + label;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** As many whole characters as that many bytes hold. */
    private static String clipped(String text, int most) {
        int bytes = 0;
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            bytes += bytes(Character.toString(point));
            if (bytes > most) {
                break;
            }
            at += Character.charCount(point);
        }
        return text.substring(0, at);
    }

    /** What stands for the columns of an index in its name; those that are alike get numbers. */
    static List<String> columns(List<CreateIndex.Key> keys, List<String> include) {
        List<String> names = new ArrayList<>();
        for (CreateIndex.Key key : keys) {
            names.add(free(
                    names, key.column() ? key.text() : expression(key.text().strip())));
        }
        for (String column : include) {
            names.add(free(names, column));
        }
        return names;
    }

    private static String free(List<String> taken, String name) {
        String free = name;
        for (int i = 1; taken.contains(free); i++) {
            free = clipped(name, MOST_BYTES - Integer.toString(i).length()) + i;
        }
        return free;
    }

    /** The function that is called, the only column, or {@code expr}. */
    private static String expression(String text) {
        if (isInParentheses(text)) {
            return expression(text.substring(1, text.length() - 1).strip());
        }
        Matcher column = ONE_COLUMN.matcher(text);
        if (column.matches()) {
            return column.group("column").toLowerCase(Locale.ROOT);
        }
        Matcher call = CALL.matcher(text);
        return call.matches() && isInParentheses(call.group("arguments"))
                ? call.group("function").toLowerCase(Locale.ROOT)
                : "expr";
    }

    /** Whether the first parenthesis is closed by the last character. */
    private static boolean isInParentheses(String text) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '\'';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i > 0 && i == text.length() - 1;
            }
        }
        return false;
    }
}
