package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.DataChange.Filter;
import dev.sluice.analysis.statement.KeyValues;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.TokenKind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;

/**
 * Reads which rows of a table a statement changes. {@code UPDATE … FROM}, {@code DELETE … USING} and {@code MERGE … USING}
 * all join the table with something and take the rows that pass a condition; whatever else they say, the grammar is given a
 * query of these parts alone.
 */
final class ChangedRows {

    private static final int MOST_TOKENS = 5_000;
    private static final int DEEPEST = 40;

    private final SourceText source;
    private final Tokens tokens;
    private final String common;
    private final Set<String> variables;

    /**
     * For one statement.
     *
     * @param common the WITH before it
     * @param variables those of the body that it stands in
     */
    ChangedRows(SourceText source, Tokens tokens, String common, Set<String> variables) {
        this.source = source;
        this.tokens = tokens;
        this.common = common;
        this.variables = variables;
    }

    /** Whether a grammar may be asked about the statement. */
    static boolean isReadable(Tokens tokens) {
        return tokens.isComplete() && tokens.count() <= MOST_TOKENS && tokens.depth() <= DEEPEST;
    }

    /**
     * How an UPDATE or DELETE says what it changes, behind the name of its table.
     *
     * @param from the first token of the table
     */
    DataChange.Target target(Name table, int from) {
        int end = Math.min(tokens.find("where", tokens.position()), tokens.find("returning", tokens.position()));
        Span head = new Span(tokens.span().from(), tokens.end(end - 1));
        int behind = tokens.position();
        while (behind < end && !isClause(behind)) {
            behind++;
        }
        int sources = sources(end);
        return new DataChange.Target(
                head,
                tokens.span(from, behind),
                called(table),
                sources == end ? null : tokens.span(sources, end),
                ReadWords.of(tokens, behind, sources == end ? tokens.count() : sources));
    }

    /** The filter of an UPDATE or DELETE, behind the name of its table; null when it has no condition. */
    @Nullable
    Filter filter(Name table) {
        int where = tokens.find("where", tokens.position());
        if (where == tokens.count()) {
            return null;
        }
        int end = tokens.find("returning", where);
        Span span = tokens.span(where, end);
        if (tokens.isWord(where + 1, "current") && tokens.isWord(where + 2, "of")) {
            return new Filter(span, List.of(List.of()), true);
        }
        String called = called(table);
        int sources = sources(where);
        String joined = text(sources, where);
        return new Filter(span, branches(table, called, joined, text(where + 1, end)), false);
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

    /** Behind FROM or USING. */
    private int sources(int where) {
        int depth = 0;
        for (int i = tokens.position(); i < where; i++) {
            depth += Expressions.depthChange(tokens.kind(i));
            boolean from = tokens.isWord(i, "from") && !tokens.isWord(i - 1, "distinct");
            if (depth == 0 && (from || tokens.isWord(i, "using"))) {
                return i + 1;
            }
        }
        return where;
    }

    /** The part from one token to before another one; empty where there is none. */
    String text(int from, int to) {
        return isReadable(tokens) ? QueryText.of(source, tokens, from, to) : "";
    }

    /**
     * What bounds the rows.
     *
     * @param called what the condition calls the table
     * @param joined what the table is joined with; empty when it is not
     */
    List<List<KeyValues>> branches(Name table, String called, String joined, String condition) {
        if (!isReadable(tokens)) {
            return Branches.ALL;
        }
        String from = joined.isEmpty() ? "" : "\nFROM " + joined;
        String sql = common + "\nSELECT 1" + from + "\nWHERE " + condition;
        return SqlTree.of(sql) instanceof PlainSelect query ? branches(table, called, query) : Branches.ALL;
    }

    private List<List<KeyValues>> branches(Name table, String called, PlainSelect query) {
        Scope alone = new Scope(table, called, variables(), Map.of(), Map.of());
        Scope scope = Sources.withCommon(query.getWithItemsList(), alone);
        Map<String, Scope.Source> sources = Sources.of(query.getFromItem(), query.getJoins(), scope);
        boolean twice = sources.containsKey(called);
        return twice ? Branches.ALL : new Comparisons(scope.joined(sources)).of(query.getWhere());
    }

    private Set<String> variables() {
        Set<String> all = new HashSet<>(variables);
        for (int i = 0; i < tokens.count(); i++) {
            String text = tokens.kind(i) == TokenKind.VARIABLE_NAME ? tokens.text(i) : "";
            if (text.startsWith(":") && !text.startsWith(":\"")) {
                all.add("_" + Tokens.lower(text.substring(1)));
            }
        }
        return all;
    }
}
