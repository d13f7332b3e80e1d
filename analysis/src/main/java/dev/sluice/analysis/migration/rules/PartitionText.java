package dev.sluice.analysis.migration.rules;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of {@code CREATE TABLE … PARTITION OF}, as they are written.
 *
 * @param head all before {@code PARTITION OF}
 * @param constraints those of the table
 * @param columns what is said of single columns
 * @param bounds {@code FOR VALUES …} or {@code DEFAULT}
 * @param tail all behind them: how the partition is divided and stored itself
 */
record PartitionText(String head, List<String> constraints, List<String> columns, String bounds, String tail) {

    private static final Set<String> OF_TABLE =
            Set.of("constraint", "check", "primary", "unique", "foreign", "exclude");

    private record Token(TokenKind kind, int from, int to, String word) {}

    /** Copies the lists. */
    PartitionText {
        constraints = List.copyOf(constraints);
        columns = List.copyOf(columns);
    }

    /** Those of a statement; null where they are not found. */
    static @Nullable PartitionText of(String sql) {
        return new Reader(sql).read();
    }

    /** Goes through the words of one statement. */
    private static final class Reader {
        private final String sql;
        private final List<Token> tokens = new ArrayList<>();
        private int at;

        Reader(String sql) {
            this.sql = sql;
            Lexer lexer = new Lexer(sql, ParameterStyle.PSQL);
            while (lexer.next() != TokenKind.END) {
                String word = lexer.kind() == TokenKind.WORD
                        ? sql.substring(lexer.start(), lexer.end()).toLowerCase(Locale.ROOT)
                        : "";
                if (!lexer.kind().isComment()) {
                    tokens.add(new Token(lexer.kind(), lexer.start(), lexer.end(), word));
                }
            }
        }

        @Nullable
        PartitionText read() {
            while (at < tokens.size() && !(is(at, "partition") && is(at + 1, "of"))) {
                at++;
            }
            if (at == tokens.size()) {
                return null;
            }
            String head = sql.substring(0, tokens.get(at).from()).strip();
            at += 3;
            while (at < tokens.size() && tokens.get(at).kind() == TokenKind.DOT) {
                at += 2;
            }
            List<String> constraints = new ArrayList<>();
            List<String> columns = new ArrayList<>();
            if (isOpen(at) && !elements(constraints, columns)) {
                return null;
            }
            int from = at;
            if (!bounds()) {
                return null;
            }
            int end = tokens.get(at - 1).to();
            return new PartitionText(
                    head,
                    constraints,
                    columns,
                    sql.substring(tokens.get(from).from(), end),
                    sql.substring(end).strip());
        }

        private boolean bounds() {
            if (is(at, "default")) {
                at++;
                return true;
            }
            if (!is(at, "for") || !is(at + 1, "values")) {
                return false;
            }
            boolean range = is(at + 2, "from");
            at += 3;
            if (!parenthesis() || (range && !is(at, "to"))) {
                return false;
            }
            at += range ? 1 : 0;
            return !range || parenthesis();
        }

        /** Whether one was there, behind which it stands now. */
        private boolean parenthesis() {
            if (!isOpen(at)) {
                return false;
            }
            int depth = 0;
            do {
                depth += depth(at);
                at++;
            } while (depth > 0 && at < tokens.size());
            return depth == 0;
        }

        private boolean elements(List<String> constraints, List<String> columns) {
            int open = at;
            if (!parenthesis()) {
                return false;
            }
            int from = open + 1;
            int depth = 0;
            for (int i = open; i < at; i++) {
                depth += depth(i);
                boolean ends = depth == 0 || (depth == 1 && tokens.get(i).kind() == TokenKind.COMMA);
                if (ends && i > from) {
                    String element = sql.substring(
                            tokens.get(from).from(), tokens.get(i - 1).to());
                    (OF_TABLE.contains(tokens.get(from).word()) ? constraints : columns).add(element);
                }
                from = ends ? i + 1 : from;
            }
            return true;
        }

        private int depth(int index) {
            return switch (tokens.get(index).kind()) {
                case OPEN_PARENTHESIS -> 1;
                case CLOSE_PARENTHESIS -> -1;
                default -> 0;
            };
        }

        private boolean isOpen(int index) {
            return index < tokens.size() && tokens.get(index).kind() == TokenKind.OPEN_PARENTHESIS;
        }

        private boolean is(int index, String word) {
            return index < tokens.size() && tokens.get(index).word().equals(word);
        }
    }
}
