package dev.sluice.sql.script;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.NameTable;
import dev.sluice.sql.lexer.ParameterStyle;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a statement does to the transaction that it is in. */
public enum TransactionCommand {
    /** Nothing by its form; a procedure or a {@code DO} block may still commit inside. */
    NONE,
    /** {@code BEGIN}, {@code START TRANSACTION}. */
    BEGIN,
    /** {@code COMMIT}, {@code END}. */
    COMMIT,
    /** {@code COMMIT AND CHAIN}. */
    COMMIT_AND_CHAIN,
    /** {@code ROLLBACK}, {@code ABORT}. */
    ROLLBACK,
    /** {@code ROLLBACK AND CHAIN}. */
    ROLLBACK_AND_CHAIN,
    /** {@code SAVEPOINT}. */
    SAVEPOINT,
    /** {@code RELEASE}. */
    RELEASE,
    /** {@code ROLLBACK TO}. */
    ROLLBACK_TO,
    /** {@code PREPARE TRANSACTION}. */
    PREPARE,
    /** {@code COMMIT PREPARED}, {@code ROLLBACK PREPARED}: about another transaction, and not allowed inside one. */
    FINISH_PREPARED;

    private enum Word {
        ABORT,
        AND,
        BEGIN,
        CHAIN,
        COMMIT,
        END,
        PREPARE,
        PREPARED,
        RELEASE,
        ROLLBACK,
        SAVEPOINT,
        START,
        TO,
        TRANSACTION,
        WORK;

        static final NameTable<Word> TABLE = new NameTable<>(Stream.of(values())
                .collect(Collectors.toMap(word -> word.name().toLowerCase(Locale.ROOT), word -> word)));
    }

    /** The command of the statement that stands in a text from {@code start} to {@code end}. */
    public static TransactionCommand of(String text, int start, int end) {
        Lexer lexer = new Lexer(text, start, end, ParameterStyle.SERVER);
        Word first = next(lexer, text);
        if (first == null) {
            return NONE;
        }
        return switch (first) {
            case BEGIN -> BEGIN;
            case START -> next(lexer, text) == Word.TRANSACTION ? BEGIN : NONE;
            case COMMIT, END -> finish(lexer, text, COMMIT, COMMIT_AND_CHAIN);
            case ROLLBACK, ABORT -> finish(lexer, text, ROLLBACK, ROLLBACK_AND_CHAIN);
            case SAVEPOINT -> SAVEPOINT;
            case RELEASE -> RELEASE;
            case PREPARE -> next(lexer, text) == Word.TRANSACTION ? PREPARE : NONE;
            default -> NONE;
        };
    }

    private static TransactionCommand finish(
            Lexer lexer, String text, TransactionCommand plain, TransactionCommand chained) {
        Word word = next(lexer, text);
        if (word == Word.WORK || word == Word.TRANSACTION) {
            word = next(lexer, text);
        }
        if (word == Word.PREPARED) {
            return FINISH_PREPARED;
        }
        if (word == Word.TO) {
            return ROLLBACK_TO;
        }
        return word == Word.AND && next(lexer, text) == Word.CHAIN ? chained : plain;
    }

    private static @Nullable Word next(Lexer lexer, String text) {
        lexer.next();
        return Word.TABLE.find(text, lexer.start(), lexer.end());
    }
}
