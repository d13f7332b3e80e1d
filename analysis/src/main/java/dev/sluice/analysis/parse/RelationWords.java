package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Name;
import dev.sluice.sql.lexer.TokenKind;
import java.util.HashSet;
import java.util.Set;

/** Finds the tables and views that a query names. Names of common table expressions may be among them. */
final class RelationWords {

    /** Words whose parenthesis has a FROM that is none. */
    private static final Set<String> TAKING_FROM = Set.of("extract", "overlay", "position", "substring", "trim");

    /** What ends a FROM at its own depth. */
    private static final Set<String> ENDS = Set.of(
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
            "intersect",
            "except",
            "returning",
            "set");

    private final Tokens tokens;
    private final Set<Name> names = new HashSet<>();

    RelationWords(Tokens tokens, int from) {
        this.tokens = tokens;
        for (int i = from; i < tokens.count(); i++) {
            if (tokens.isWord(i, "from") && !isOther(i)) {
                list(i + 1);
            } else if (tokens.isWord(i, "join")) {
                item(i + 1);
            } else if (tokens.isWord(i, "table") && tokens.kind(i + 1).isName()) {
                item(i + 1);
            }
        }
    }

    /** Those that a change names behind its own table, and in its list that begins there: behind FROM or USING. */
    static Set<Name> behind(Tokens tokens, int from, int list) {
        RelationWords words = new RelationWords(tokens, from);
        if (list < tokens.count()) {
            words.list(list);
        }
        return words.names();
    }

    Set<Name> names() {
        return names;
    }

    private boolean isOther(int from) {
        if (tokens.isWord(from - 1, "distinct")) {
            return true;
        }
        int depth = 0;
        for (int i = from - 1; i > 0; i--) {
            depth -= Expressions.depthChange(tokens.kind(i));
            if (depth < 0) {
                return TAKING_FROM.contains(Tokens.lower(tokens.text(i - 1)));
            }
            if (depth == 0 && tokens.isWord(i, "select")) {
                return false;
            }
        }
        return false;
    }

    /** What stands behind FROM and behind the commas of its list. */
    private void list(int from) {
        item(from);
        int depth = 0;
        for (int i = from; i < tokens.count() && depth >= 0; i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            boolean own = depth == 0;
            if (own && tokens.kind(i) == TokenKind.WORD && ENDS.contains(Tokens.lower(tokens.text(i)))) {
                return;
            }
            if (own && tokens.kind(i) == TokenKind.COMMA) {
                item(i + 1);
            }
        }
    }

    private void item(int from) {
        int at = from;
        while (tokens.kind(at) == TokenKind.OPEN_PARENTHESIS
                || tokens.isWord(at, "only")
                || tokens.isWord(at, "lateral")) {
            at++;
        }
        if (tokens.isWord(at, "select") || tokens.isWord(at, "values") || tokens.isWord(at, "with")) {
            return;
        }
        int before = tokens.position();
        tokens.moveTo(at);
        Name name = tokens.name();
        if (name != null && tokens.kind() != TokenKind.OPEN_PARENTHESIS) {
            names.add(name);
        }
        tokens.moveTo(before);
    }
}
