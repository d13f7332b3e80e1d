package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Maintenance;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Other;
import dev.sluice.analysis.statement.Query;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.script.TransactionCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the statements that are a few words and some names, for which no grammar is needed. */
final class UtilityWords {

    /** Statements of which nothing matters here but that they are none of the others. */
    private static final Set<String> PLAIN = Set.of(
            "checkpoint",
            "comment",
            "deallocate",
            "discard",
            "grant",
            "listen",
            "load",
            "notify",
            "revoke",
            "show",
            "unlisten",
            "close",
            "declare",
            "security");

    private final SourceText source;
    private final Tokens tokens;
    private final Span span;

    UtilityWords(SourceText source, Tokens tokens, Span span) {
        this.source = source;
        this.tokens = tokens;
        this.span = span;
    }

    /** The statement; null when it is of another kind or not in the form that is known here. */
    @Nullable
    Statement read() {
        TransactionCommand command = TransactionCommand.of(source.readable(), span.from(), span.to());
        if (command != TransactionCommand.NONE) {
            int last = tokens.count() - 1;
            return new SessionCommand.Transaction(
                    span, command, tokens.kind(last).isName() ? tokens.identifier(last) : "");
        }
        String first = tokens.word();
        Statement statement = PLAIN.contains(first) ? new Other(span, tokens.words(3)) : read(first);
        if (statement == null) {
            tokens.moveTo(0);
        }
        return statement;
    }

    private @Nullable Statement read(String first) {
        return switch (first) {
            case "truncate" -> truncate();
            case "lock" -> lock();
            case "vacuum" -> vacuum();
            case "cluster" -> cluster();
            case "reindex" -> reindex();
            case "refresh" -> refresh();
            case "set" -> set();
            case "reset" -> reset();
            case "copy" -> copy();
            case "alter" ->
                tokens.accept("system")
                        ? new Other(span, "alter system")
                        : new UnreadAlterations(source, tokens, span).read();
            case "analyze", "analyse" -> analyze();
            case "fetch", "move" -> new Query(span, Set.of(), Set.of(), true, null);
            case "call" -> new Query(span, Expressions.functions(tokens), Set.of(), true, null);
            default -> null;
        };
    }

    private @Nullable Statement truncate() {
        tokens.accept("table");
        List<Name> tables = tables();
        if (!tokens.accept("restart", "identity")) {
            tokens.accept("continue", "identity");
        }
        boolean cascade = tokens.accept("cascade");
        if (!cascade) {
            tokens.accept("restrict");
        }
        return tables.isEmpty() || !tokens.atEnd() ? null : new Maintenance.Truncate(span, tables, cascade);
    }

    private @Nullable Statement lock() {
        tokens.accept("table");
        List<Name> tables = tables();
        LockMode mode = LockMode.ACCESS_EXCLUSIVE;
        if (tokens.accept("in")) {
            StringBuilder words = new StringBuilder();
            while (!tokens.is("mode") && tokens.kind() == TokenKind.WORD) {
                words.append(words.isEmpty() ? "" : "_").append(tokens.word().toUpperCase(Locale.ROOT));
            }
            LockMode named = mode(words.toString());
            if (named == null || !tokens.accept("mode")) {
                return null;
            }
            mode = named;
        }
        boolean nowait = tokens.accept("nowait");
        return tables.isEmpty() || !tokens.atEnd() ? null : new Maintenance.Lock(span, tables, mode, nowait);
    }

    private static @Nullable LockMode mode(String name) {
        for (LockMode mode : LockMode.values()) {
            if (mode.name().equals(name)) {
                return mode;
            }
        }
        return null;
    }

    private @Nullable Statement vacuum() {
        boolean full = false;
        if (tokens.kind() == TokenKind.OPEN_PARENTHESIS) {
            full = new Options(tokens).isOn("full");
            tokens.skipParentheses();
        }
        while (tokens.is("full") || tokens.is("freeze") || tokens.is("verbose") || tokens.is("analyze")) {
            full |= tokens.word().equals("full");
        }
        List<Name> tables = tables();
        return tokens.atEnd() ? new Maintenance.Vacuum(span, tables, full) : null;
    }

    private @Nullable Statement analyze() {
        tokens.skipParentheses();
        tokens.accept("verbose");
        List<Name> tables = tables();
        return tokens.atEnd() ? new Maintenance.Analyze(span, tables) : null;
    }

    private @Nullable Statement cluster() {
        tokens.skipParentheses();
        tokens.accept("verbose");
        Name table = tokens.name();
        if (tokens.accept("using")) {
            tokens.identifier();
        } else if (tokens.accept("on")) {
            table = tokens.name();
        }
        return tokens.atEnd() ? new Maintenance.Cluster(span, table) : null;
    }

    private @Nullable Statement reindex() {
        boolean concurrently = false;
        if (tokens.kind() == TokenKind.OPEN_PARENTHESIS) {
            concurrently = new Options(tokens).isOn("concurrently");
            tokens.skipParentheses();
        }
        String target = tokens.word();
        concurrently |= tokens.accept("concurrently");
        Name name = tokens.name();
        boolean known = Set.of("index", "table", "schema", "database", "system").contains(target);
        return known && tokens.atEnd() ? new Maintenance.Reindex(span, target, name, concurrently) : null;
    }

    private @Nullable Statement refresh() {
        if (!tokens.accept("materialized", "view")) {
            return null;
        }
        boolean concurrently = tokens.accept("concurrently");
        Name view = tokens.name();
        boolean noData = tokens.accept("with", "no", "data");
        if (!noData) {
            tokens.accept("with", "data");
        }
        return view == null || !tokens.atEnd() ? null : new Maintenance.Refresh(span, view, concurrently, !noData);
    }

    private @Nullable Statement set() {
        if (tokens.is("constraints") || tokens.is("transaction")) {
            return new Other(span, "set " + tokens.word());
        }
        boolean local = tokens.accept("local");
        if (!local) {
            tokens.accept("session");
        }
        if (tokens.accept("time", "zone")) {
            return setting(local, "timezone");
        }
        if ((tokens.is("schema") || tokens.is("names"))
                && tokens.kind(tokens.position() + 1).isText()) {
            return setting(local, tokens.word().equals("schema") ? "search_path" : "client_encoding");
        }
        if (tokens.is("role") || tokens.is("authorization") || tokens.is("characteristics") || tokens.is("xml")) {
            return new Other(span, "set " + tokens.word());
        }
        String parameter = parameter();
        boolean assigned = tokens.accept("to")
                || (tokens.kind() == TokenKind.OPERATOR
                        && tokens.text(tokens.position()).equals("=")
                        && tokens.accept(TokenKind.OPERATOR));
        if (parameter.isEmpty() || !assigned || tokens.atEnd()) {
            return null;
        }
        return setting(local, parameter);
    }

    private Statement setting(boolean local, String parameter) {
        return new SessionCommand.SetParameter(span, local, parameter, value(), true);
    }

    private @Nullable Statement reset() {
        String parameter = tokens.accept("time", "zone") ? "timezone" : parameter();
        return parameter.isEmpty() ? null : new SessionCommand.SetParameter(span, false, parameter, null, true);
    }

    private String parameter() {
        Name name = tokens.name();
        if (name == null) {
            return "";
        }
        String parameter = name.schema().isEmpty() ? name.name() : name.schema() + "." + name.name();
        return Tokens.lower(parameter);
    }

    /** What is left, without the quotes of strings; null for DEFAULT. */
    private @Nullable String value() {
        if (tokens.is("default")) {
            return null;
        }
        StringBuilder value = new StringBuilder();
        while (!tokens.atEnd()) {
            int at = tokens.position();
            boolean list = tokens.kind() == TokenKind.COMMA;
            value.append(!list && at > 0 && tokens.kind(at - 1) == TokenKind.COMMA ? " " : "");
            value.append(tokens.kind().isName() ? tokens.identifier() : tokens.string());
        }
        return value.toString();
    }

    private @Nullable Statement copy() {
        Name table = tokens.name();
        List<String> columns = NameList.at(tokens);
        tokens.skipParentheses();
        if (table == null) {
            return null;
        }
        return tokens.is("from")
                ? new DataChange.CopyFrom(span, table, columns)
                : new Query(span, Set.of(), Set.of(table), false, null);
    }

    private List<Name> tables() {
        List<Name> tables = new ArrayList<>();
        do {
            Name table = tokens.only();
            if (table == null) {
                return tables;
            }
            tables.add(table);
            if (tokens.kind() == TokenKind.OPERATOR
                    && tokens.text(tokens.position()).equals("*")) {
                tokens.accept(TokenKind.OPERATOR);
            }
            tokens.skipParentheses();
        } while (tokens.accept(TokenKind.COMMA));
        return tables;
    }
}
