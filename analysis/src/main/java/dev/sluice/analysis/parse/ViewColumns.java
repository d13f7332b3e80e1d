package dev.sluice.analysis.parse;

import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the names of a view's columns by its words, behind the view's name. The place among the tokens stays. */
final class ViewColumns {

    private static final List<String> BEHIND_LIST = List.of(
            "from", "where", "group", "having", "window", "union", "intersect", "except", "order", "limit", "with");

    private final Tokens tokens;

    ViewColumns(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The names, empty for a column whose name the words do not tell; null where they do not tell how many there are. */
    @Nullable
    List<String> read() {
        int at = tokens.position();
        if (tokens.kind(at) == TokenKind.OPEN_PARENTHESIS) {
            return given(at);
        }
        int select = tokens.find("select", tokens.find("as", at));
        int from = tokens.isWord(select + 1, "all") ? select + 2 : select + 1;
        if (select == tokens.count() || tokens.isWord(from, "distinct")) {
            return null;
        }
        List<String> names = new ArrayList<>();
        int to = end(from);
        for (int start = from; start < to; ) {
            int behind = Math.min(to, tokens.find(TokenKind.COMMA, start));
            if (tokens.text(behind - 1).equals("*")) {
                return null;
            }
            names.add(name(start, behind));
            start = behind + 1;
        }
        return names;
    }

    private List<String> given(int open) {
        List<String> names = new ArrayList<>();
        for (int i = open + 1; i < tokens.closing(open); i++) {
            if (tokens.kind(i).isName()) {
                names.add(tokens.identifier(i));
            }
        }
        return names;
    }

    private int end(int from) {
        int end = tokens.count();
        for (String word : BEHIND_LIST) {
            end = Math.min(end, tokens.find(word, from));
        }
        return end;
    }

    /** What stands behind AS, or the name of a column; the server makes names for the rest. */
    private String name(int from, int to) {
        int last = to - 1;
        boolean given = last > from && tokens.isWord(last - 1, "as");
        boolean column = last == from || (last == from + 2 && tokens.kind(from + 1) == TokenKind.DOT);
        boolean constant = tokens.isWord(last, "null") || tokens.isWord(last, "true") || tokens.isWord(last, "false");
        boolean known = tokens.kind(last).isName() && (given || (column && !constant));
        return known ? tokens.identifier(last) : "";
    }
}
