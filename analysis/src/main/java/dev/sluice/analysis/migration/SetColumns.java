package dev.sluice.analysis.migration;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.lexer.TokenValue;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** The columns whose values a statement takes away or replaces, as far as its words tell. */
public final class SetColumns {

    private SetColumns() {}

    /** Whether a change may set a column of that name; all are meant where rows are deleted. */
    public static Predicate<String> of(Step step, DataChange change) {
        return change instanceof DataChange.Update update
                ? named(step.sql(update.target().head()))::contains
                : column -> true;
    }

    /** The names in front of each {@code =} of an UPDATE's SET, alone or in a list, and perhaps more. */
    private static Set<String> named(String head) {
        Set<String> names = new HashSet<>();
        Lexer lexer = new Lexer(head, ParameterStyle.PSQL);
        int depth = 0;
        boolean target = false;
        for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            switch (kind) {
                case OPEN_PARENTHESIS, OPEN_BRACKET -> depth++;
                case CLOSE_PARENTHESIS, CLOSE_BRACKET -> depth--;
                case COMMA -> target |= depth == 0;
                case OPERATOR -> target &= depth > 0;
                default -> {
                    if (target && kind.isName()) {
                        names.add(TokenValue.of(lexer));
                    }
                    target |= depth == 0 && lexer.isWord("set");
                }
            }
        }
        return names;
    }
}
