package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.DataChange.Filter;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Other;
import dev.sluice.analysis.statement.Query;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.WithChanges;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what changes rows, and queries. The words say what is done to which table and whether there is a WHERE; which
 * columns that compares is the grammar's to say.
 */
final class DataReader {

    /** Nothing stands before a query in parentheses; PERFORM is PL/pgSQL's word for SELECT. */
    private static final Set<String> QUERIES = Set.of("select", "values", "table", "perform", "");

    /** With one of these a query may have no rows. */
    private static final Set<String> LESS = Set.of("from", "where", "having", "limit", "offset", "fetch");

    private final SourceText source;
    private final Tokens tokens;
    private final Span span;
    private final Set<String> variables;
    private String common;
    private int relation;
    private int behindRelation;

    /**
     * For one statement.
     *
     * @param common the WITH around it, as far as it stands before
     * @param variables those of the body that it stands in
     */
    DataReader(SourceText source, Tokens tokens, Span span, String common, Set<String> variables) {
        this.source = source;
        this.tokens = tokens;
        this.span = span;
        this.common = common;
        this.variables = variables;
    }

    Parsed read() {
        WithReader with = new WithReader(source, tokens, variables);
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
     * The statement, with the reason where the grammars do not read it. They are asked only where the condition matters: for
     * rows that stand in the statement, for all rows, and for a bounded number of them the words say enough.
     */
    private Parsed checked(Statement statement) {
        Filter filter = filterOf(statement);
        if (filter == null || filter.limited()) {
            return new Parsed(statement);
        }
        if (!ChangedRows.isReadable(tokens)) {
            return new Parsed(statement, new Unread(span, "it is longer, or nests deeper, than what is read in full"));
        }
        boolean read = SqlTree.of(plainTable()) != null;
        return read ? new Parsed(statement) : new Parsed(statement, new Grammar(source, span).unread());
    }

    /** The statement with spaces in the place of what no grammar takes around the name of its table. */
    private String plainTable() {
        char[] text = Variables.masked(span.in(source.readable())).toCharArray();
        for (int i = relation; i < behindRelation; i++) {
            if (!tokens.kind(i).isName() || tokens.isWord(i, "only")) {
                for (int at = tokens.start(i); at < tokens.end(i) && tokens.kind(i) != TokenKind.DOT; at++) {
                    text[at - span.from()] = ' ';
                }
            }
        }
        return new String(text);
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

    /** Moves behind the common table expressions, to the end where a parenthesis follows them. */
    private void skipWith() {
        if (!tokens.is("with")) {
            return;
        }
        int depth = 0;
        for (int i = 0; i < tokens.count(); i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            if (depth == 0 && i > 1 && isVerb(i)) {
                common = QueryText.of(source, tokens, 0, i);
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
        return new SessionCommand.SetParameter(span, local, parameter, value, hasOneRow());
    }

    /** Whether a query gives one row, whatever there is: it reads nothing and leaves nothing out. */
    private boolean hasOneRow() {
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i) == TokenKind.WORD && LESS.contains(Tokens.lower(tokens.text(i)))) {
                return false;
            }
        }
        return true;
    }

    private @Nullable Statement change(String verb) {
        switch (verb) {
            case "insert", "merge" -> tokens.accept("into");
            case "delete" -> tokens.accept("from");
            default -> {}
        }
        relation = tokens.position();
        Name table = tokens.only();
        behindRelation = tokens.position();
        if (table == null) {
            return null;
        }
        ChangedRows rows = new ChangedRows(source, tokens, common, variables);
        return switch (verb) {
            case "update" -> new DataChange.Update(span, table, rows.filter(table), rows.target(table, relation));
            case "delete" -> new DataChange.Delete(span, table, rows.filter(table), rows.target(table, relation));
            case "merge" -> new MergeReader(source, tokens, span, rows).read(table);
            default -> insert(table);
        };
    }

    private Statement insert(Name table) {
        if (tokens.accept("as")) {
            tokens.identifier();
        }
        List<String> columns = NameList.at(tokens);
        int from = tokens.position();
        int depth = 0;
        for (int i = from; i < tokens.count(); i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            if (depth == 0 && (tokens.isWord(i, "values") || tokens.isWord(i, "default"))) {
                return new DataChange.Insert(span, table, false, true, null, null, columns, null);
            }
            if (tokens.isWord(i, "select") || tokens.isWord(i, "table")) {
                tokens.moveTo(i);
                Filter filter = insertFilter();
                boolean readsTable = readsTable(i);
                boolean alone = common.isEmpty() && filter == null && readsTable;
                return new DataChange.Insert(
                        span,
                        table,
                        readsTable,
                        false,
                        filter,
                        alone ? new CopiedRows(tokens).from(i) : null,
                        columns,
                        readsTable ? inserted(columns == null ? from : tokens.closing(from) + 1) : null);
            }
        }
        return new DataChange.Insert(span, table, false, true, null, null, columns, null);
    }

    private Query inserted(int behindColumns) {
        int from = tokens.isWord(behindColumns, "overriding") ? behindColumns + 3 : behindColumns;
        int to = tokens.find("returning", from);
        int conflict = tokens.find("on", from);
        while (conflict < to && !tokens.isWord(conflict + 1, "conflict")) {
            conflict = tokens.find("on", conflict + 1);
        }
        Query query = QueryWords.kept(source, tokens.span(from, Math.min(to, conflict)));
        // What stands in a WITH may have the name of a table.
        boolean unknown = !common.isEmpty() && query.rows() == Query.Rows.AS_READ;
        return unknown ? query.giving(Query.Rows.MANY) : query;
    }

    /** A query needs no WHERE to be bounded. */
    private @Nullable Filter insertFilter() {
        int depth = 0;
        boolean limited = new Bounds(tokens).isLimited();
        for (int i = tokens.position(); i < tokens.count(); i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            if (depth == 0 && tokens.isWord(i, "on") && tokens.isWord(i + 1, "conflict")) {
                // A WHERE there is about the rows that are there already.
                break;
            }
            if (depth == 0 && tokens.isWord(i, "where")) {
                return new Filter(new Span(tokens.start(i), span.to()), List.of(List.of()), limited);
            }
        }
        return limited ? new Filter(span, List.of(List.of()), true) : null;
    }

    private boolean readsTable(int select) {
        return tokens.isWord(select, "table") || new MadeRows(tokens).areMany(select);
    }
}
