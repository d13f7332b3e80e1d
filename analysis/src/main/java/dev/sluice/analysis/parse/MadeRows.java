package dev.sluice.analysis.parse;

import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells by the words of a query whether tables, or functions that may make very many rows, are where its rows come from. */
final class MadeRows {

    /** What makes no more rows than stand in its arguments. */
    private static final Set<String> OF_ARGUMENTS = Set.of("""
            generate_series generate_subscripts json_array_elements json_array_elements_text json_each json_each_text
            json_object_keys json_populate_record json_populate_recordset json_to_record json_to_recordset
            jsonb_array_elements jsonb_array_elements_text jsonb_each jsonb_each_text jsonb_object_keys
            jsonb_populate_record jsonb_populate_recordset jsonb_to_record jsonb_to_recordset regexp_matches
            regexp_split_to_table string_to_table unnest
            """.strip().split("\\s+"));

    /** What gives a value where it stands instead of a table, or in the arguments of what makes rows. */
    private static final Set<String> SINGLE = Stream.of(
                    SingleValues.FUNCTIONS, Set.of("""
            array_length cardinality current_database current_setting date_part enum_range extract json_build_array
            json_build_object jsonb_build_array jsonb_build_object make_date make_interval make_timestamp
            make_timestamptz regexp_split_to_array string_to_array to_date to_json to_jsonb to_timestamp
            """.strip().split("\\s+")))
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableSet());

    /** What stands before a parenthesis that is a value or a condition. */
    private static final Set<String> VALUES = Set.of(
            "select",
            "where",
            "and",
            "or",
            "not",
            "exists",
            "in",
            "when",
            "then",
            "else",
            "coalesce",
            "greatest",
            "least");

    /** The last one names an argument. */
    private static final Set<String> NEAR = Set.of("+", "-", "=>");

    /** Steps of which a year has very many. */
    private static final Pattern SHORT_STEP = Pattern.compile("(?i)sec|:\\d\\d:");

    private static final Set<String> BEHIND_SOURCES = Set.of(
            "where",
            "group",
            "having",
            "window",
            "order",
            "limit",
            "offset",
            "fetch",
            "for",
            "union",
            "except",
            "intersect",
            "conflict",
            "returning");

    private final Tokens tokens;
    private final Bounds bounds;

    MadeRows(Tokens tokens) {
        this.tokens = tokens;
        this.bounds = new Bounds(tokens);
    }

    /** Whether the rows of a query from there on come from a table, or from what may make very many. */
    boolean areMany(int select) {
        boolean source = false;
        int list = -1;
        Deque<Boolean> queries = new ArrayDeque<>();
        for (int i = select; i < tokens.count(); i++) {
            TokenKind kind = tokens.kind(i);
            if (!source && isOneValue(i)) {
                i = tokens.closing(i);
            } else if (kind == TokenKind.OPEN_PARENTHESIS) {
                queries.push(tokens.isWord(i + 1, "select") || !isCalled(i - 1));
            } else if (kind == TokenKind.CLOSE_PARENTHESIS) {
                queries.poll();
            } else if (isFrom(i) && !Boolean.FALSE.equals(queries.peek())) {
                source = true;
                list = queries.size();
                if (tokens.kind(i + 1).isName() && (tokens.isWord(i + 1, "only") || !isFew(i + 1))) {
                    return true;
                }
            } else if ((isJoined(i, list >= 0) || isNext(i, queries.size() == list)) && !isFew(i + 1)) {
                return true;
            } else if (makesRows(i) && !isFew(i)) {
                return true;
            } else if (tokens.kind(i) == TokenKind.WORD && BEHIND_SOURCES.contains(Tokens.lower(tokens.text(i)))) {
                list = -1;
            }
        }
        return false;
    }

    /** Whether a function that is called from there on, and makes rows, may make very many. */
    boolean makeMany(int from) {
        for (int i = from; i < tokens.count(); i++) {
            if (makesRows(i) && !isFew(i)) {
                return true;
            }
        }
        return false;
    }

    /** Not that of {@code IS DISTINCT FROM}. */
    private boolean isFrom(int at) {
        return tokens.isWord(at, "from")
                && !(tokens.isWord(at - 1, "distinct")
                        && (tokens.isWord(at - 2, "is") || tokens.isWord(at - 2, "not")));
    }

    private boolean isJoined(int at, boolean source) {
        return source
                && (tokens.isWord(at, "join") || tokens.isWord(at, "lateral"))
                && tokens.kind(at + 1).isName()
                && !tokens.isWord(at + 1, "lateral");
    }

    private boolean isNext(int at, boolean listed) {
        return listed
                && tokens.kind(at) == TokenKind.COMMA
                && tokens.kind(at + 1).isName()
                && !tokens.isWord(at + 1, "lateral")
                && !tokens.isWord(at + 1, "rows");
    }

    private boolean isCalled(int before) {
        return tokens.kind(before).isName() && !tokens.isWord(before, "from");
    }

    private boolean makesRows(int at) {
        return tokens.kind(at).isName()
                && tokens.kind(at + 1) == TokenKind.OPEN_PARENTHESIS
                && OF_ARGUMENTS.contains(tokens.identifier(at));
    }

    /** Whether what stands there is the call of a function that makes a few rows. */
    private boolean isFew(int name) {
        int at = name;
        if (tokens.kind(at + 1) == TokenKind.DOT) {
            if (!tokens.isWord(at, "pg_catalog")) {
                return false;
            }
            at += 2;
        }
        String function = tokens.kind(at).isName() ? tokens.identifier(at) : "";
        if (tokens.kind(at + 1) != TokenKind.OPEN_PARENTHESIS) {
            return tokens.isWord(at, "current_date") || tokens.isWord(at, "current_timestamp");
        }
        boolean known = OF_ARGUMENTS.contains(function) || SINGLE.contains(function);
        return known && areFew(at + 1, function);
    }

    private boolean areFew(int open, String function) {
        if (!SINGLE.containsAll(Expressions.functions(tokens, open + 1, tokens.closing(open)))) {
            return false;
        }
        for (int i = open + 1; i < tokens.closing(open); i++) {
            boolean far = function.equals("generate_series") && isFar(i);
            // A JSON document is written in the statement, or may be of any size.
            boolean given = function.contains("json") && (tokens.kind(i).isParameter() || isVariable(i));
            if (far || given || tokens.isWord(i, "select")) {
                return false;
            }
        }
        return true;
    }

    private boolean isFar(int at) {
        if (tokens.kind(at) == TokenKind.OPERATOR) {
            return !NEAR.contains(tokens.text(at)) && !isProduct(at);
        }
        return bounds.isLarge(at)
                || (tokens.kind(at).isText()
                        && SHORT_STEP.matcher(tokens.text(at)).find());
    }

    /** Whether whole numbers are multiplied there that give no more than the rows of a batch, as hours by minutes. */
    private boolean isProduct(int operator) {
        int first = operator - 1;
        while (tokens.text(first - 1).equals("*")) {
            first -= 2;
        }
        long product = 1;
        for (int i = first; i == first || tokens.text(i - 1).equals("*"); i += 2) {
            boolean small = tokens.kind(i) == TokenKind.INTEGER && !bounds.isLarge(i);
            product *= small ? Integer.parseInt(tokens.text(i).replace("_", "")) : Bounds.MOST_ROWS + 1L;
            if (product > Bounds.MOST_ROWS) {
                return false;
            }
        }
        return tokens.text(operator).equals("*");
    }

    /** A name that is neither a call nor a type, and no word of the language. */
    private boolean isVariable(int at) {
        boolean constant = tokens.isWord(at, "null") || tokens.isWord(at, "array");
        return tokens.kind(at).isName()
                && !constant
                && tokens.kind(at - 1) != TokenKind.TYPECAST
                && !tokens.isWord(at - 1, "as")
                && tokens.kind(at + 1) != TokenKind.OPEN_PARENTHESIS
                && (tokens.kind(at - 1) == TokenKind.COMMA || tokens.kind(at - 1) == TokenKind.OPEN_PARENTHESIS)
                && !tokens.kind(at + 1).isText();
    }

    /** A parenthesis that gives a single value, whatever it reads: not the arguments of a function, which may make rows. */
    private boolean isOneValue(int open) {
        return tokens.kind(open) == TokenKind.OPEN_PARENTHESIS
                && (tokens.kind(open - 1) == TokenKind.COMMA
                        || (tokens.kind(open - 1) == TokenKind.WORD
                                && VALUES.contains(Tokens.lower(tokens.text(open - 1)))));
    }
}
