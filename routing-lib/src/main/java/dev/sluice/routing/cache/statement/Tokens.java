package dev.sluice.routing.cache.statement;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Goes over the tokens of a text, and reads names. For one thread. */
final class Tokens {

    private static final Set<String> QUERIES = Set.of("select", "values", "table", "with");

    private final Lexer lexer;
    private TokenKind kind;
    private boolean unreadable;
    private String name = "";
    private boolean nameBefore;
    private boolean nameContinues;

    Tokens(String sql) {
        lexer = new Lexer(sql, ParameterStyle.JDBC);
        kind = lexer.next();
        check();
    }

    boolean atEnd() {
        return kind == TokenKind.END;
    }

    boolean unreadable() {
        return unreadable;
    }

    boolean is(TokenKind wanted) {
        return kind == wanted;
    }

    TokenKind kind() {
        return kind;
    }

    /** The token as a word in lower case; empty when it is something else. */
    String word() {
        return kind == TokenKind.WORD ? ServerName.lower(lexer.token()) : "";
    }

    boolean endsStatement() {
        return kind == TokenKind.END || kind == TokenKind.SEMICOLON;
    }

    void next() {
        if (kind.isName()) {
            String part = lexer.token();
            name = nameContinues ? name + "." + part : part;
            nameContinues = false;
            nameBefore = true;
        } else if (kind == TokenKind.DOT && nameBefore) {
            nameContinues = true;
        } else {
            nameBefore = false;
            nameContinues = false;
        }
        kind = lexer.next();
        check();
    }

    /** Whether the token stands directly behind a name. */
    boolean nameBefore() {
        return nameBefore && !nameContinues;
    }

    /** Whether the token is a part of a name of which one stands before it. */
    boolean continuesName() {
        return nameContinues;
    }

    /** The name that the token stands behind, as it is called. */
    String called() {
        return name;
    }

    void skipStatement() {
        while (!endsStatement()) {
            next();
        }
        if (kind == TokenKind.SEMICOLON) {
            next();
        }
    }

    /** Whether a table's name may stand here, behind the word that begins a change. */
    boolean isTarget() {
        return kind.isName();
    }

    /**
     * Reads a table's name, with the words before it.
     *
     * @return what the server may keep it as, the form of a server with UTF-8 first; empty when there is none
     */
    Set<String> target() {
        while (kind == TokenKind.WORD && isNoise(word())) {
            next();
        }
        if (!kind.isName()) {
            return Set.of();
        }
        List<Set<String>> parts = new ArrayList<>();
        parts.add(forms());
        next();
        while (kind == TokenKind.DOT) {
            next();
            if (!kind.isName()) {
                return Set.of();
            }
            parts.add(forms());
            next();
        }
        // A name of three parts begins with the database.
        Set<String> schemas = parts.size() > 1 ? parts.get(parts.size() - 2) : Set.of();
        return names(schemas, parts.get(parts.size() - 1));
    }

    private static Set<String> names(Set<String> schemas, Set<String> tables) {
        // A dot inside of a name could not be told from one between two.
        if (Stream.concat(schemas.stream(), tables.stream()).anyMatch(part -> part.contains("."))) {
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>();
        for (String table : tables) {
            if (schemas.isEmpty()) {
                names.add(table);
            }
            schemas.forEach(schema -> names.add(schema + "." + table));
        }
        return names;
    }

    /**
     * Skips an alias and the columns that stand in parentheses behind a table.
     *
     * @return whether a parenthesis has been passed in which a query stands instead
     */
    boolean skipColumns() {
        if (word().equals("as")) {
            next();
            next();
        }
        nameBefore = false;
        if (kind != TokenKind.OPEN_PARENTHESIS) {
            return false;
        }
        next();
        if (kind == TokenKind.OPEN_PARENTHESIS || QUERIES.contains(word())) {
            return true;
        }
        int depth = 1;
        while (depth > 0 && !endsStatement()) {
            depth += kind == TokenKind.OPEN_PARENTHESIS ? 1 : kind == TokenKind.CLOSE_PARENTHESIS ? -1 : 0;
            // Columns have no parentheses; the index of an array may call something.
            unreadable |= depth > 1;
            next();
        }
        nameBefore = false;
        return false;
    }

    private static boolean isNoise(String word) {
        return word.equals("into") || word.equals("from") || word.equals("only");
    }

    private Set<String> forms() {
        try {
            return ServerName.forms(lexer);
        } catch (IllegalArgumentException e) {
            // What the server refuses, too.
            unreadable = true;
            return Set.of(lexer.token());
        }
    }

    private void check() {
        unreadable |= kind == TokenKind.INVALID || kind == TokenKind.UNICODE_NAME || kind == TokenKind.BACKSLASH;
    }
}
