package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.sql.lexer.TokenKind;
import java.util.HashSet;
import java.util.Set;

/** Reads by its words what a change of rows depends on beside the row itself. */
final class ReadWords {

    private static final Set<String> CHOOSING = Set.of("limit", "offset", "fetch", "tablesample");

    /** Words before a parenthesis in a change that call nothing. */
    private static final Set<String> CLAUSES = Set.of("set", "only", "conflict", "returning", "values");

    private ReadWords() {}

    /**
     * From one token on.
     *
     * @param list where the tables begin with which the changed one is joined; the number of tokens without any
     */
    static DataChange.Reads of(Tokens tokens, int from, int list) {
        Set<String> functions = new HashSet<>(Expressions.functions(tokens, from));
        functions.removeAll(CLAUSES);
        boolean chosen = false;
        for (int i = from; i < tokens.count(); i++) {
            chosen |= tokens.kind(i) == TokenKind.WORD && CHOOSING.contains(Tokens.lower(tokens.text(i)));
        }
        return new DataChange.Reads(
                RelationWords.behind(tokens, from, list), functions, chosen, new MadeRows(tokens).makeMany(from));
    }
}
