package dev.sluice.sql.script;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.NameTable;
import dev.sluice.sql.lexer.TokenKind;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the words of one statement as far as they decide where it ends: whether it is a COPY that reads from the
 * script, and whether it is inside the body of an SQL function.
 *
 * <p>A body is {@code BEGIN ATOMIC}, statements that each end with a semicolon, {@code END}. So the END that closes it
 * stands behind a semicolon or behind ATOMIC, where the END of a CASE or a column of that name never does; psql, which
 * counts CASE and END, takes such a column for the end.
 */
final class StatementWords {

    private enum Word {
        COPY,
        FROM,
        STDIN,
        STDOUT,
        CREATE,
        OR,
        REPLACE,
        FUNCTION,
        PROCEDURE,
        BEGIN,
        ATOMIC,
        END;

        static final NameTable<Word> TABLE = new NameTable<>(Stream.of(values())
                .collect(Collectors.toMap(word -> word.name().toLowerCase(Locale.ROOT), word -> word)));
    }

    private enum Form {
        NOTHING_YET,
        COPY,
        CREATE,
        CREATE_OR,
        CREATE_OR_REPLACE,
        ROUTINE,
        OTHER
    }

    private final String text;
    private Form form = Form.NOTHING_YET;
    private @Nullable Word before;
    private int beforeStart;
    private boolean behindSemicolon;
    private boolean copies;
    private int bodyStart = -1;

    StatementWords(String text) {
        this.text = text;
    }

    boolean copiesFromScript() {
        return copies;
    }

    boolean insideBody() {
        return bodyStart >= 0;
    }

    int bodyStart() {
        return bodyStart;
    }

    void clear() {
        form = Form.NOTHING_YET;
        before = null;
        behindSemicolon = false;
        copies = false;
        bodyStart = -1;
    }

    /** Takes the next token; {@code outside} when it is in no parenthesis. */
    void read(Lexer lexer, boolean outside) {
        if (form == Form.OTHER) {
            return;
        }
        Word word = lexer.kind() == TokenKind.WORD ? Word.TABLE.find(text, lexer.start(), lexer.end()) : null;
        if (form != Form.COPY && form != Form.ROUTINE) {
            form = form(word);
        } else if (outside && form == Form.COPY) {
            // The grammar takes both words, whichever way the data go.
            copies |= before == Word.FROM && (word == Word.STDIN || word == Word.STDOUT);
        } else if (outside) {
            body(word);
        }
        before = word;
        beforeStart = lexer.start();
        behindSemicolon = lexer.kind() == TokenKind.SEMICOLON;
    }

    private void body(@Nullable Word word) {
        if (bodyStart < 0) {
            if (before == Word.BEGIN && word == Word.ATOMIC) {
                bodyStart = beforeStart;
            }
        } else if (word == Word.END && (behindSemicolon || before == Word.ATOMIC)) {
            bodyStart = -1;
        }
    }

    private Form form(@Nullable Word word) {
        if (word == null) {
            return Form.OTHER;
        }
        return switch (form) {
            case NOTHING_YET ->
                switch (word) {
                    case COPY -> Form.COPY;
                    case CREATE -> Form.CREATE;
                    default -> Form.OTHER;
                };
            case CREATE -> word == Word.OR ? Form.CREATE_OR : routine(word);
            case CREATE_OR -> word == Word.REPLACE ? Form.CREATE_OR_REPLACE : Form.OTHER;
            default -> routine(word);
        };
    }

    private static Form routine(Word word) {
        return word == Word.FUNCTION || word == Word.PROCEDURE ? Form.ROUTINE : Form.OTHER;
    }
}
