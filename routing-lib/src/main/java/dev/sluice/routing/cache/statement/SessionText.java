package dev.sluice.routing.cache.statement;

import dev.sluice.sql.lexer.TokenKind;
import java.util.Locale;
import java.util.Set;

/** What a text that is more than a read does to what is set in its session. */
public enum SessionText {
    /** Nothing that the server would not tell when it is asked. */
    TOLD,
    /** It may set a value of an extension or of the application, {@code SET app.tenant}, which no view shows; DO and CALL may. */
    HIDDEN,
    /** It takes everything back: {@code DISCARD ALL}. */
    TAKEN_BACK;

    /** What a text does, which may hold several statements. */
    public static SessionText of(String sql) {
        if (sql.toLowerCase(Locale.ROOT).contains("set_config")) {
            return HIDDEN;
        }
        SessionText all = TOLD;
        boolean alone = true;
        Tokens tokens = new Tokens(sql);
        while (!tokens.atEnd()) {
            SessionText one = statement(tokens);
            all = one == HIDDEN || all == HIDDEN ? HIDDEN : alone ? one : TOLD;
            alone = false;
            tokens.skipStatement();
        }
        return all;
    }

    private static SessionText statement(Tokens tokens) {
        if (tokens.word().equals("discard")) {
            tokens.next();
            return tokens.word().equals("all") ? TAKEN_BACK : TOLD;
        }
        // What they run may set anything.
        if (tokens.word().equals("do") || tokens.word().equals("call")) {
            return HIDDEN;
        }
        if (!tokens.word().equals("set")) {
            return TOLD;
        }
        tokens.next();
        // What SET LOCAL sets is gone with its transaction, in which nothing is cached after it.
        boolean local = tokens.word().equals("local");
        if (local || tokens.word().equals("session")) {
            tokens.next();
            if (tokens.is(TokenKind.DOT)) {
                return HIDDEN;
            }
        }
        // A name with a dot inside of its quotes is read as none.
        boolean named = tokens.isTarget();
        Set<String> names = tokens.target();
        boolean dotted = named && (names.isEmpty() || names.stream().anyMatch(name -> name.contains(".")));
        return !local && dotted ? HIDDEN : TOLD;
    }
}
