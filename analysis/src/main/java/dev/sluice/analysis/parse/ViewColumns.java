package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ViewColumn;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the columns of a view by its words, behind the view's name. The place among the tokens stays. */
final class ViewColumns {

    private static final List<String> SETS = List.of("union", "intersect", "except");

    private static final List<String> BEHIND_FROM =
            List.of("where", "group", "having", "window", "union", "intersect", "except", "order", "limit", "with");

    private static final Set<String> OPERATORS = Set.of(
            "and",
            "or",
            "is",
            "isnull",
            "notnull",
            "in",
            "like",
            "ilike",
            "not",
            "between",
            "collate",
            "at",
            "similar",
            "operator");

    private static final Set<TokenKind> OF_TYPES = Set.of(
            TokenKind.TYPECAST,
            TokenKind.OPEN_PARENTHESIS,
            TokenKind.CLOSE_PARENTHESIS,
            TokenKind.OPEN_BRACKET,
            TokenKind.CLOSE_BRACKET,
            TokenKind.COMMA,
            TokenKind.INTEGER,
            TokenKind.DOT);

    private final SourceText source;
    private final Tokens tokens;

    ViewColumns(SourceText source, Tokens tokens) {
        this.source = source;
        this.tokens = tokens;
    }

    /** The columns; null where the words do not tell how many there are. */
    @Nullable
    List<ViewColumn> read() {
        int at = tokens.position();
        if (tokens.kind(at) == TokenKind.OPEN_PARENTHESIS) {
            return given(at);
        }
        int as = tokens.find("as", at);
        int select = tokens.find("select", as);
        int from = tokens.isWord(select + 1, "all") ? select + 2 : select + 1;
        if (select == tokens.count() || tokens.isWord(from, "distinct")) {
            return null;
        }
        List<ViewColumn> columns = new ArrayList<>();
        int to = end(tokens.find("from", from), from);
        Name table = select == as + 1 ? table(to) : null;
        boolean sole = SETS.stream().allMatch(word -> tokens.find(word, from) == tokens.count());
        for (int start = from; start < to; ) {
            int behind = Math.min(to, tokens.find(TokenKind.COMMA, start));
            if (tokens.text(behind - 1).equals("*")) {
                return null;
            }
            String name = name(start, behind);
            columns.add(sole && !name.isEmpty() ? column(name, start, behind, table) : ViewColumn.named(name));
            start = behind + 1;
        }
        return columns;
    }

    private List<ViewColumn> given(int open) {
        List<ViewColumn> columns = new ArrayList<>();
        for (int i = open + 1; i < tokens.closing(open); i++) {
            if (tokens.kind(i).isName()) {
                columns.add(ViewColumn.named(tokens.identifier(i)));
            }
        }
        return columns;
    }

    private int end(int last, int from) {
        int end = last;
        for (String word : BEHIND_FROM) {
            end = Math.min(end, tokens.find(word, from));
        }
        return end;
    }

    /** The table that alone stands behind FROM; null for none, and for several. */
    private @Nullable Name table(int from) {
        int before = tokens.position();
        tokens.moveTo(from + 1);
        Name table = tokens.isWord(from, "from") ? tokens.name() : null;
        int behind = tokens.position();
        tokens.moveTo(before);
        behind = tokens.isWord(behind, "as") ? behind + 1 : behind;
        boolean alias = tokens.kind(behind).isName() && end(tokens.count(), behind) != behind;
        behind = alias ? behind + 1 : behind;
        return end(tokens.count(), behind) == behind ? table : null;
    }

    /** What stands behind AS, or the name of a column; the server makes names for the rest. */
    private String name(int from, int to) {
        int last = to - 1;
        boolean known = tokens.kind(last).isName() && (isGiven(from, to) || isColumn(from, to));
        return known ? tokens.identifier(last) : "";
    }

    private boolean isGiven(int from, int to) {
        return to - 1 > from && tokens.isWord(to - 2, "as");
    }

    private boolean isColumn(int from, int to) {
        int last = to - 1;
        boolean constant = tokens.isWord(last, "null") || tokens.isWord(last, "true") || tokens.isWord(last, "false");
        return !constant
                && tokens.kind(last).isName()
                && (last == from || (last == from + 2 && tokens.kind(from + 1) == TokenKind.DOT));
    }

    private ViewColumn column(String name, int from, int to, @Nullable Name table) {
        int end = isGiven(from, to) ? to - 2 : to;
        if (isColumn(from, end)) {
            return new ViewColumn(name, null, table, table == null ? "" : tokens.identifier(end - 1));
        }
        return new ViewColumn(name, isGiven(from, to) ? cast(from, end) : null, null, "");
    }

    /** The type of what is nothing but a cast; null for all else. */
    private @Nullable DataType cast(int from, int end) {
        if (tokens.isWord(from, "cast") && tokens.closing(from + 1) == end - 1) {
            int as = tokens.find("as", from + 2);
            return as < end - 1 ? DataTypes.read(source, tokens.span(as + 1, end - 1)) : null;
        }
        int first = tokens.find(TokenKind.TYPECAST, from);
        if (first >= end || !isOperand(from, first)) {
            return null;
        }
        int last = first;
        for (int i = first; i < end; i++) {
            boolean word = tokens.kind(i).isName() && !OPERATORS.contains(Tokens.lower(tokens.text(i)));
            if (!word && !OF_TYPES.contains(tokens.kind(i))) {
                return null;
            }
            last = tokens.kind(i) == TokenKind.TYPECAST ? i : last;
        }
        return DataTypes.read(source, tokens.span(last + 1, end));
    }

    /** Whether the cast is one of all that stands before it: a single value, a column, a call, or a parenthesis. */
    private boolean isOperand(int from, int to) {
        int open = tokens.kind(from) == TokenKind.OPEN_PARENTHESIS ? from : from + 1;
        boolean enclosed = tokens.kind(open) == TokenKind.OPEN_PARENTHESIS
                && (open == from || tokens.kind(from).isName())
                && tokens.closing(open) == to - 1;
        return to - from == 1 || isColumn(from, to) || enclosed;
    }
}
