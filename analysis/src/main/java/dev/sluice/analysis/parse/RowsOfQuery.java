package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Query.Rows;
import dev.sluice.sql.lexer.TokenKind;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells by its words how many rows a query gives. */
final class RowsOfQuery {

    private static final int DEEPEST = 20;

    private static final Set<String> SETS = Set.of("union", "intersect", "except");

    /** Functions that give one value for each row; of others that is not known. */
    private static final Set<String> SINGLE = Stream.of(
                    CopiedRows.AGGREGATES, SingleValues.FUNCTIONS, Set.of("""
                    age array_length array_to_string btrim cardinality char_length clock_timestamp concat_ws current_setting
                    currval date_part decode encode extract format gen_random_uuid initcap json_build_array
                    json_build_object jsonb_build_array jsonb_build_object left lpad ltrim make_date make_interval
                    nextval overlay position power random regexp_replace right rpad rtrim sign split_part sqrt
                    statement_timestamp string_to_array to_date to_json to_jsonb to_number to_timestamp trunc
                    uuid_generate_v4
                    """.strip()
                            .split("\\s+")))
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableSet());

    private final Tokens tokens;
    private final Bounds bounds;

    private RowsOfQuery(Tokens tokens) {
        this.tokens = tokens;
        this.bounds = new Bounds(tokens);
    }

    /** That of the query that the tokens are. */
    static Rows of(Tokens tokens) {
        return tokens.isComplete() ? new RowsOfQuery(tokens).rows(0, tokens.count(), 0) : Rows.MANY;
    }

    private Rows rows(int from, int to, int nesting) {
        if (nesting > DEEPEST || from >= to) {
            return Rows.MANY;
        }
        if (tokens.kind(from) == TokenKind.OPEN_PARENTHESIS && tokens.closing(from) == to - 1) {
            return rows(from + 1, to - 1, nesting + 1);
        }
        if (bounds.isOwnLimit(from, to)) {
            int limit = tokens.find("limit", from);
            return limit < to && tokens.text(limit + 1).equals("0") ? Rows.NONE : Rows.FEW;
        }
        Rows all = Rows.NONE;
        int arm = from;
        int depth = 0;
        for (int i = from; i <= to; i++) {
            depth += Expressions.depthChange(i < to ? tokens.kind(i) : TokenKind.END);
            if (i == to || (depth == 0 && isOneOf(i, SETS))) {
                Rows own = arm == from && i == to ? query(from, to) : rows(arm, i, nesting + 1);
                all = own.compareTo(all) > 0 ? own : all;
                arm = tokens.isWord(i + 1, "all") || tokens.isWord(i + 1, "distinct") ? i + 2 : i + 1;
            }
        }
        return all;
    }

    /** One without UNION and the like. */
    private Rows query(int from, int to) {
        if (tokens.isWord(from, "values")) {
            return Rows.FEW;
        }
        if (tokens.isWord(from, "table")) {
            return Rows.AS_READ;
        }
        if (!tokens.isWord(from, "select")) {
            return Rows.MANY;
        }
        int source = Math.min(to, tokens.find("from", from));
        int where = Math.min(to, tokens.find("where", from));
        boolean grouped = tokens.find("group", from) < to;
        int list = Math.min(source, where);
        boolean single = SINGLE.containsAll(Expressions.functions(tokens, from, list));
        boolean aggregate = !grouped && (hasAggregate(from, list) || tokens.find("having", from) < to);
        if (!aggregate && where < to && isNever(where + 1, to)) {
            return Rows.NONE;
        }
        if (single && (aggregate || (source == to && !grouped))) {
            return Rows.FEW;
        }
        return SINGLE.containsAll(Expressions.functions(tokens, from, to)) ? Rows.AS_READ : Rows.MANY;
    }

    /** Whether one stands in the list of what is selected, so that all rows give one. */
    private boolean hasAggregate(int from, int to) {
        for (int i = from; i < to; i++) {
            boolean open = tokens.kind(i + 1) == TokenKind.OPEN_PARENTHESIS;
            if (tokens.kind(i) == TokenKind.OPEN_PARENTHESIS && tokens.isWord(i + 1, "select")) {
                i = tokens.closing(i);
            } else if (open && isOneOf(i, CopiedRows.AGGREGATES) && !isWindow(tokens.closing(i + 1) + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWindow(int behind) {
        boolean filtered = tokens.isWord(behind, "filter") && tokens.kind(behind + 1) == TokenKind.OPEN_PARENTHESIS;
        return tokens.isWord(filtered ? tokens.closing(behind + 1) + 1 : behind, "over");
    }

    /** Whether no row passes the condition: it is, or begins with, FALSE or two numbers that differ. */
    private boolean isNever(int from, int to) {
        boolean numbers = tokens.kind(from) == TokenKind.INTEGER
                && tokens.text(from + 1).equals("=")
                && tokens.kind(from + 2) == TokenKind.INTEGER
                && !tokens.text(from).equals(tokens.text(from + 2));
        int behind = tokens.isWord(from, "false") ? from + 1 : numbers ? from + 3 : to + 1;
        return (behind == to || tokens.isWord(behind, "and")) && tokens.find("or", behind) >= to;
    }

    private boolean isOneOf(int at, Set<String> words) {
        return tokens.kind(at) == TokenKind.WORD && words.contains(Tokens.lower(tokens.text(at)));
    }
}
