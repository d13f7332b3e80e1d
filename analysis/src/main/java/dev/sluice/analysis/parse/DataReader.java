package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.DataChange.Filter;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Other;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.WithChanges;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what changes rows, and queries. The words say what is done to which table and whether there is a WHERE; which
 * columns that compares is the grammar's to say.
 */
final class DataReader {

    private static final int MOST_TOKENS = 5_000;
    private static final int DEEPEST = 40;

    /** Nothing stands before a query in parentheses; PERFORM is PL/pgSQL's word for SELECT. */
    private static final Set<String> QUERIES = Set.of("select", "values", "table", "perform", "");

    private final SourceText source;
    private final Tokens tokens;
    private final Span span;

    DataReader(SourceText source, Tokens tokens, Span span) {
        this.source = source;
        this.tokens = tokens;
        this.span = span;
    }

    Parsed read() {
        WithReader with = new WithReader(source, tokens);
        List<Statement> changes = with.changes();
        Parsed own = own();
        List<Unread> unread = new ArrayList<>(with.unread());
        unread.addAll(own.unread());
        Span elsewhere = SqlAsText.in(source, tokens);
        if (elsewhere != null) {
            unread.add(new Unread(elsewhere, SqlAsText.REASON));
        }
        if (changes.isEmpty()) {
            return new Parsed(own.statement(), unread);
        }
        changes.add(own.statement());
        return new Parsed(new WithChanges(span, changes), unread);
    }

    private Parsed own() {
        tokens.moveTo(0);
        skipWith();
        String verb = tokens.word();
        if (QUERIES.contains(verb)) {
            return query();
        }
        Statement statement = change(verb);
        if (statement == null) {
            return new Parsed(new Other(span, tokens.words(3)), new Unread(span, "its words are in no known order"));
        }
        return checked(statement);
    }

    /**
     * The statement with what the grammar adds. It is asked only where the columns in the WHERE matter: for rows that stand
     * in the statement, for all rows, and for a bounded number of them the words say enough.
     */
    private Parsed checked(Statement statement) {
        Filter filter = filterOf(statement);
        if (filter == null || filter.limited()) {
            return new Parsed(statement);
        }
        if (!tokens.isComplete() || tokens.count() > MOST_TOKENS || tokens.depth() > DEEPEST) {
            return new Parsed(statement, new Unread(span, "it is longer, or nests deeper, than what is read in full"));
        }
        DataConditions conditions = new DataConditions(source, span);
        if (conditions.isRead()) {
            Set<String> bounded = new HashSet<>(filter.equal());
            bounded.addAll(conditions.equal());
            return new Parsed(filtered(statement, new Filter(filter.span(), bounded, false)));
        }
        // The words say enough of a batch.
        return filter.equal().isEmpty()
                ? new Parsed(statement, new Grammar(source, span).unread())
                : new Parsed(statement);
    }

    private static @Nullable Filter filterOf(Statement statement) {
        if (statement instanceof DataChange.Update update) {
            return update.filter();
        }
        if (statement instanceof DataChange.Delete delete) {
            return delete.filter();
        }
        return statement instanceof DataChange.Insert insert ? insert.filter() : null;
    }

    private static Statement filtered(Statement statement, Filter filter) {
        if (statement instanceof DataChange.Update update) {
            return new DataChange.Update(update.span(), update.table(), filter);
        }
        if (statement instanceof DataChange.Delete delete) {
            return new DataChange.Delete(delete.span(), delete.table(), filter);
        }
        return statement instanceof DataChange.Insert insert
                ? new DataChange.Insert(insert.span(), insert.table(), insert.fromQuery(), insert.counted(), filter)
                : statement;
    }

    /** Moves behind the common table expressions, to the end where a parenthesis follows them. */
    private void skipWith() {
        if (!tokens.is("with")) {
            return;
        }
        int depth = 0;
        for (int i = 0; i < tokens.count(); i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            if (depth == 0 && i > 1 && isVerb(i)) {
                tokens.moveTo(i);
                return;
            }
        }
        tokens.moveTo(tokens.count());
    }

    private boolean isVerb(int at) {
        if (tokens.isWord(at, "select") || tokens.isWord(at, "values") || tokens.isWord(at, "table")) {
            return true;
        }
        boolean change = tokens.isWord(at, "insert")
                || tokens.isWord(at, "update")
                || tokens.isWord(at, "delete")
                || tokens.isWord(at, "merge");
        // A common table expression may have such a name.
        int behind = tokens.kind(at + 1) == TokenKind.OPEN_PARENTHESIS ? tokens.closing(at + 1) + 1 : at + 1;
        return change && !tokens.isWord(behind, "as");
    }

    private Parsed query() {
        Statement setting = setting();
        if (setting != null) {
            return new Parsed(setting);
        }
        return new Parsed(QueryWords.read(tokens, span));
    }

    /** {@code SELECT set_config('name', 'value', local)}, which is another way to say SET. */
    private @Nullable Statement setting() {
        tokens.moveTo(1);
        tokens.accept("pg_catalog");
        tokens.accept(TokenKind.DOT);
        if (!tokens.accept("set_config")
                || !tokens.accept(TokenKind.OPEN_PARENTHESIS)
                || !tokens.kind().isText()) {
            return null;
        }
        String parameter = Tokens.lower(tokens.string());
        if (!tokens.accept(TokenKind.COMMA) || !tokens.kind().isText()) {
            return null;
        }
        String value = tokens.string();
        boolean local = tokens.accept(TokenKind.COMMA)
                && (tokens.is("true") || tokens.text(tokens.position()).equals("'t'"));
        return new SessionCommand.SetParameter(span, local, parameter, value);
    }

    private @Nullable Statement change(String verb) {
        switch (verb) {
            case "insert", "merge" -> tokens.accept("into");
            case "delete" -> tokens.accept("from");
            default -> {}
        }
        Name table = tokens.only();
        if (table == null) {
            return null;
        }
        return switch (verb) {
            case "update" -> new DataChange.Update(span, table, filter(called(table)));
            case "delete" -> new DataChange.Delete(span, table, filter(called(table)));
            case "merge" -> new MergeReader(tokens, span).read(table, isLimited());
            default -> insert(table);
        };
    }

    private Statement insert(Name table) {
        int from = tokens.position();
        int depth = 0;
        for (int i = from; i < tokens.count(); i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            if (depth == 0 && (tokens.isWord(i, "values") || tokens.isWord(i, "default"))) {
                return new DataChange.Insert(span, table, false, true, null);
            }
            if (tokens.isWord(i, "select") || tokens.isWord(i, "table")) {
                tokens.moveTo(i);
                return new DataChange.Insert(span, table, readsTable(i), false, insertFilter());
            }
        }
        return new DataChange.Insert(span, table, false, true, null);
    }

    /** A query needs no WHERE to be bounded. */
    private @Nullable Filter insertFilter() {
        Filter filter = filter(null);
        return filter == null && isLimited() ? new Filter(span, Set.of(), true) : filter;
    }

    private boolean readsTable(int select) {
        return tokens.isWord(select, "table") || new Bounds(tokens).readsMuch(select);
    }

    /** What the statement calls its table. */
    private String called(Name table) {
        int at = tokens.is("as") ? tokens.position() + 1 : tokens.position();
        boolean alias = tokens.kind(at).isName()
                && !(at == tokens.position() && tokens.kind(at) == TokenKind.WORD && isClause(at));
        return alias ? tokens.identifier(at) : table.name();
    }

    private boolean isClause(int at) {
        return tokens.isWord(at, "set")
                || tokens.isWord(at, "using")
                || tokens.isWord(at, "where")
                || tokens.isWord(at, "returning");
    }

    /**
     * The filter.
     *
     * @param table what the statement calls the table that is changed; null where rows are added
     */
    private @Nullable Filter filter(@Nullable String table) {
        int depth = 0;
        for (int i = tokens.position(); i < tokens.count(); i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            if (depth == 0 && tokens.isWord(i, "on") && tokens.isWord(i + 1, "conflict")) {
                // A WHERE there is about the rows that are there already.
                return null;
            }
            if (depth == 0 && tokens.isWord(i, "where")) {
                Span where = new Span(tokens.start(i), span.to());
                boolean current = tokens.isWord(i + 1, "current") && tokens.isWord(i + 2, "of");
                Set<String> batch = table == null ? Set.of() : new Batches(tokens).columns(table, i);
                boolean bounded = table == null ? isLimited() : batch.contains("ctid");
                return new Filter(where, batch, current || new Bounds(tokens).namesPlaces(i) || bounded);
            }
        }
        return null;
    }

    private boolean isLimited() {
        return new Bounds(tokens).isLimited();
    }
}
