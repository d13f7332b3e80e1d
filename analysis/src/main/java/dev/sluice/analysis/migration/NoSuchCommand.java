package dev.sluice.analysis.migration;

import dev.sluice.analysis.parse.SourceText;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a statement whose first words begin no command of PostgreSQL, so that the server refuses it. The words are those of
 * "SQL Commands" in PostgreSQL's manual, up to version 18, and those that 19 adds.
 */
final class NoSuchCommand {

    private static final Set<String> FIRST = Set.of(
            "abort",
            "alter",
            "analyse",
            "analyze",
            "begin",
            "call",
            "checkpoint",
            "close",
            "cluster",
            "comment",
            "commit",
            "copy",
            "create",
            "deallocate",
            "declare",
            "delete",
            "discard",
            "do",
            "drop",
            "end",
            "execute",
            "explain",
            "fetch",
            "grant",
            "import",
            "insert",
            "listen",
            "load",
            "lock",
            "merge",
            "move",
            "notify",
            "prepare",
            "reassign",
            "refresh",
            "reindex",
            "release",
            "repack",
            "reset",
            "revoke",
            "rollback",
            "savepoint",
            "security",
            "select",
            "set",
            "show",
            "start",
            "table",
            "truncate",
            "unlisten",
            "update",
            "vacuum",
            "values",
            "wait",
            "with");

    private static final Set<String> KINDS = Set.of(
            "access",
            "aggregate",
            "cast",
            "collation",
            "conversion",
            "database",
            "default",
            "domain",
            "event",
            "extension",
            "foreign",
            "function",
            "group",
            "index",
            "language",
            "large",
            "materialized",
            "operator",
            "owned",
            "policy",
            "procedural",
            "procedure",
            "property",
            "publication",
            "role",
            "routine",
            "rule",
            "schema",
            "sequence",
            "server",
            "statistics",
            "subscription",
            "system",
            "table",
            "tablespace",
            "text",
            "transform",
            "trigger",
            "type",
            "user",
            "view");

    private static final Set<String> BEFORE_KINDS = Set.of(
            "assertion",
            "constraint",
            "global",
            "local",
            "or",
            "recursive",
            "temp",
            "temporary",
            "trusted",
            "unique",
            "unlogged");

    private NoSuchCommand() {}

    /** The words that begin no command, in upper case; null where they may begin one. */
    static @Nullable String of(Span statement, SourceText source, PostgresVersion version) {
        if (version.major() > PostgresVersion.NEWEST) {
            return null;
        }
        Lexer lexer = new Lexer(source.readable(), statement.from(), statement.to(), ParameterStyle.PSQL);
        String first = word(lexer, source);
        if (first == null) {
            // Such as the marks of a conflict that was not resolved, or a # before a comment.
            return lexer.kind() == TokenKind.OPERATOR && isAsItStands(lexer, source) ? lexer.token() : null;
        }
        if (!FIRST.contains(first)) {
            return first.toUpperCase(Locale.ROOT);
        }
        boolean create = first.equals("create");
        if (!create && !first.equals("alter") && !first.equals("drop")) {
            return null;
        }
        String kind = word(lexer, source);
        boolean known = kind == null || KINDS.contains(kind) || (create && BEFORE_KINDS.contains(kind));
        return known ? null : (first + " " + kind).toUpperCase(Locale.ROOT);
    }

    /** The next word; null where there is none, or where something else is put in its place. */
    private static @Nullable String word(Lexer lexer, SourceText source) {
        if (lexer.next() != TokenKind.WORD || lexer.token().indexOf('"') >= 0) {
            return null;
        }
        return isAsItStands(lexer, source) ? lexer.token().toLowerCase(Locale.ROOT) : null;
    }

    private static boolean isAsItStands(Lexer lexer, SourceText source) {
        return source.text().startsWith(lexer.token(), lexer.start());
    }
}
