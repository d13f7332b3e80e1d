package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.NameTable;
import dev.sluice.sql.lexer.TokenKind;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the calls of functions that run SQL which they are given as a text: here, in another database, or later. */
final class SqlAsText {

    static final String REASON = "this function runs SQL that it is given as a text";

    private static final NameTable<Boolean> FUNCTIONS = new NameTable<>(Stream.of(
                    "dblink",
                    "dblink_exec",
                    "dblink_open",
                    "dblink_send_query",
                    "pg_background_launch",
                    "query_to_xml",
                    "query_to_xml_and_xmlschema",
                    "schedule",
                    "schedule_in_database")
            .collect(Collectors.toMap(name -> name, name -> true)));

    private SqlAsText() {}

    /** The first of them; null when there is none. */
    static @Nullable Span in(SourceText source, Tokens tokens) {
        for (int i = 0; i < tokens.count(); i++) {
            boolean call = tokens.kind(i) == TokenKind.WORD && tokens.kind(i + 1) == TokenKind.OPEN_PARENTHESIS;
            if (call && FUNCTIONS.find(source.readable(), tokens.start(i), tokens.end(i)) != null && isOne(tokens, i)) {
                return tokens.span(i, i + 1);
            }
        }
        return null;
    }

    /** pg_cron's functions have common names, and a schema of their own. */
    private static boolean isOne(Tokens tokens, int at) {
        boolean common = tokens.isWord(at, "schedule") || tokens.isWord(at, "schedule_in_database");
        return !common || (tokens.kind(at - 1) == TokenKind.DOT && tokens.isWord(at - 2, "cron"));
    }
}
