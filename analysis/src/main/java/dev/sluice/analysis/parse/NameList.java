package dev.sluice.analysis.parse;

import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names in parentheses, such as those of the columns behind {@code INSERT INTO orders}. */
final class NameList {

    private static final Set<String> QUERIES = Set.of("select", "values", "table", "with");

    private NameList() {}

    /** The names, without what stands behind them; null where something else comes next. Moves over nothing. */
    static @Nullable List<String> at(Tokens tokens) {
        int open = tokens.position();
        if (tokens.kind(open) != TokenKind.OPEN_PARENTHESIS
                || !tokens.kind(open + 1).isName()
                || (tokens.kind(open + 1) == TokenKind.WORD && QUERIES.contains(Tokens.lower(tokens.text(open + 1))))) {
            return null;
        }
        List<String> names = new ArrayList<>();
        int close = tokens.closing(open);
        for (int i = open + 1; i < close; i++) {
            boolean first = i == open + 1 || tokens.kind(i - 1) == TokenKind.COMMA;
            if (first && tokens.kind(i).isName()) {
                names.add(tokens.identifier(i));
            }
        }
        return names;
    }
}
