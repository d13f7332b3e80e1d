package dev.sluice.sql.classify;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.NameTable;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a text begins: with a query, which may be explained, or with something else. */
final class Beginning {

    private static final NameTable<Reason> WORDS = new NameTable<>(words());

    private final String sql;
    private final Lexer lexer;
    private int query;
    private @Nullable Verdict verdict;

    Beginning(String sql, ParameterStyle style) {
        this.sql = sql;
        lexer = new Lexer(sql, style);
        read();
    }

    /** Where the query begins, if there is no verdict. */
    int query() {
        return query;
    }

    /** What speaks against it from its begin; null for a query. */
    @Nullable
    Verdict verdict() {
        return verdict;
    }

    private void read() {
        do {
            query = lexer.end();
        } while (lexer.next() == TokenKind.SEMICOLON);
        boolean explained = lexer.isWord("explain");
        if (explained) {
            query = behindOptions();
            lexer.moveTo(query);
            lexer.next();
        }
        while (lexer.kind() == TokenKind.OPEN_PARENTHESIS) {
            lexer.next();
        }
        Reason reason = reason();
        if (reason != Reason.READ_ONLY) {
            boolean change = explained && reason == Reason.DATA_CHANGE;
            verdict = Verdict.at(lexer, change ? Reason.EXPLAIN_OF_CHANGE : reason);
        }
    }

    private Reason reason() {
        if (lexer.kind() == TokenKind.WORD) {
            Reason reason = WORDS.find(sql, lexer.start(), lexer.end());
            return reason == null ? Reason.UNKNOWN_STATEMENT : reason;
        }
        return switch (lexer.kind()) {
            case END -> Reason.EMPTY;
            case INVALID, BACKSLASH -> Reason.UNREADABLE;
            default -> Reason.UNKNOWN_STATEMENT;
        };
    }

    /** Behind EXPLAIN with its options, which are words, or words in a parenthesis that does not begin with a query. */
    private int behindOptions() {
        int behind = lexer.end();
        while (lexer.next() == TokenKind.WORD && isOption()) {
            behind = lexer.end();
        }
        if (lexer.kind() == TokenKind.OPEN_PARENTHESIS && lexer.next() == TokenKind.WORD && isOptionInside()) {
            while (lexer.kind() != TokenKind.CLOSE_PARENTHESIS && lexer.kind() != TokenKind.END) {
                lexer.next();
            }
            behind = lexer.end();
        }
        return behind;
    }

    private boolean isOption() {
        return lexer.isWord("analyze") || lexer.isWord("analyse") || lexer.isWord("verbose");
    }

    private boolean isOptionInside() {
        return WORDS.find(sql, lexer.start(), lexer.end()) != Reason.READ_ONLY;
    }

    private static Map<String, Reason> words() {
        Map<String, Reason> words = new TreeMap<>();
        put(words, Reason.READ_ONLY, "select", "table", "values", "with");
        put(words, Reason.DATA_CHANGE, "delete", "insert", "merge", "truncate", "update");
        put(words, Reason.TABLE_LOCK, "lock");
        put(words, Reason.COPY, "copy");
        put(words, Reason.CALL, "call");
        put(words, Reason.DO, "do");
        put(words, Reason.NOTIFICATION, "listen", "notify", "unlisten");
        put(words, Reason.TRANSACTION, "abort", "begin", "commit", "end", "release", "rollback", "savepoint", "start");
        put(words, Reason.SESSION, "close", "deallocate", "declare", "discard", "execute", "fetch", "load", "move");
        put(words, Reason.SESSION, "prepare", "reset", "set", "show");
        put(words, Reason.SCHEMA_CHANGE, "alter", "comment", "create", "drop", "grant", "import", "reassign");
        put(words, Reason.SCHEMA_CHANGE, "refresh", "revoke", "security");
        put(words, Reason.MAINTENANCE, "analyse", "analyze", "checkpoint", "cluster", "reindex", "repack", "vacuum");
        return words;
    }

    private static void put(Map<String, Reason> words, Reason reason, String... more) {
        for (String word : more) {
            words.put(word, reason);
        }
    }
}
