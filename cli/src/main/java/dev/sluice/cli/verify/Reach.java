package dev.sluice.cli.verify;

import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a statement reaches, by its words. What a function or the body of {@code DO} does is not seen.
 *
 * @param setting whether it is about the session only
 * @param outside the words with which it changes the whole server, or what lies outside of it; null when it does not
 */
record Reach(boolean setting, @Nullable String outside) {

    private static final Set<String> SETTINGS = Set.of("set", "reset", "show", "discard");
    private static final Set<String> DEFINES = Set.of("create", "alter", "drop");
    private static final Set<String> OF_THE_SERVER =
            Set.of("role", "user", "group", "database", "tablespace", "system", "subscription");

    static Reach of(String text, Span span) {
        List<String> words = words(text, span);
        String first = word(words, 0);
        return new Reach(SETTINGS.contains(first), outside(words, first));
    }

    private static @Nullable String outside(List<String> words, String first) {
        String second = word(words, 1);
        boolean defines = DEFINES.contains(first)
                && OF_THE_SERVER.contains(second)
                && !(second.equals("user") && word(words, 2).equals("mapping"));
        boolean membership = (first.equals("grant") || first.equals("revoke")) && !words.contains("on");
        boolean owned = second.equals("owned") && (first.equals("reassign") || first.equals("drop"));
        if (first.equals("copy")) {
            return isCopyElsewhere(words) ? "COPY to a file or a program" : null;
        }
        String onServer = onServer(words);
        if (onServer != null && (first.equals("grant") || first.equals("revoke") || first.equals("comment"))) {
            return (first + " on " + onServer).toUpperCase(Locale.ROOT);
        }
        if (defines || owned) {
            return (first + " " + second).toUpperCase(Locale.ROOT);
        }
        if (membership) {
            return first.toUpperCase(Locale.ROOT) + " of a role";
        }
        return null;
    }

    /** The last TO or FROM that no STDOUT or STDIN follows at once is one of a file; words in a query are not told apart. */
    private static boolean isCopyElsewhere(List<String> words) {
        int to = words.lastIndexOf("to");
        return words.contains("program") || (to >= 0 && !word(words, to + 1).equals("stdout"));
    }

    /** The kind of what the first ON is about, if it is of the whole server; null when it is not. */
    private static @Nullable String onServer(List<String> words) {
        int on = words.indexOf("on");
        String kind = on < 0 ? "" : word(words, on + 1);
        return OF_THE_SERVER.contains(kind) || kind.equals("parameter") ? kind : null;
    }

    private static String word(List<String> words, int index) {
        return index < words.size() ? words.get(index) : "";
    }

    private static List<String> words(String text, Span span) {
        List<String> words = new ArrayList<>();
        Lexer lexer = new Lexer(text, span.from(), span.to(), ParameterStyle.PSQL);
        for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            if (kind == TokenKind.WORD) {
                words.add(lexer.token().toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }
}
