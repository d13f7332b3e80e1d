package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Other;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.WithChanges;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.script.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the statements of one file. Every statement is read in some way: what no grammar takes is classified by its words
 * and comes back with the reason. Time and memory for one statement are bounded, whatever it holds: what is very long or
 * nests very deep is classified only. Immutable; each call stands alone.
 */
public final class StatementParser {

    private static final int LONGEST = 256 * 1024;
    private static final int MOST_TOKENS = 50_000;
    private static final int DEEPEST = 200;
    private static final Set<String> DATA =
            Set.of("insert", "update", "delete", "merge", "with", "select", "values", "table", "perform");

    private final SourceText source;
    private final int nesting;
    private final Set<String> variables;

    /** A parser for the statements of that text. */
    public StatementParser(SourceText source) {
        this(source, 0, Set.of());
    }

    /**
     * One for the statements of a body.
     *
     * @param nesting in how many others it stands
     * @param variables the names of its variables
     */
    StatementParser(SourceText source, int nesting, Set<String> variables) {
        this.source = source;
        this.nesting = nesting;
        this.variables = Set.copyOf(variables);
    }

    /** Reads a statement as the reader of scripts has found it. */
    public Parsed parse(dev.sluice.sql.script.Statement statement) {
        Span span = new Span(statement.start(), statement.end());
        Flaw flaw = statement.flaw();
        if (flaw != null) {
            Unread unread = new Unread(
                    new Span(flaw.offset(), Math.max(flaw.offset(), Math.min(flaw.offset() + 1, statement.end()))),
                    "it has " + flaw.problem().description());
            return new Parsed(new Classifier(source, new Tokens(source, span, 1000), span).statement(), unread);
        }
        return parse(span);
    }

    /** Reads the statement in that part of the text. */
    public Parsed parse(Span span) {
        Tokens tokens = new Tokens(source, span, MOST_TOKENS);
        Parsed wrapped = new WrappedReader(this, tokens, span).read();
        if (wrapped != null) {
            return wrapped;
        }
        tokens.moveTo(0);
        Statement known = new UtilityWords(source, tokens, span).read();
        if (known != null) {
            return new Parsed(known);
        }
        if (tokens.is("do")) {
            return new DoReader(source, tokens, span, nesting).read();
        }
        if (isData(tokens)) {
            return new DataReader(source, tokens, span, "", variables).read();
        }
        return definition(tokens, span);
    }

    /**
     * Reads the body of the {@code CREATE FUNCTION} or {@code CREATE PROCEDURE} in that part of the text as what a call of it
     * runs.
     *
     * @return a {@link dev.sluice.analysis.statement.DoBlock}; null when the body's language is neither SQL nor PL/pgSQL
     */
    public @Nullable Parsed parseRoutine(Span create) {
        return new RoutineReader(source, new Tokens(source, create, MOST_TOKENS), create).read();
    }

    private Parsed definition(Tokens tokens, Span span) {
        Unread limit = limit(tokens, span);
        if (limit != null) {
            return classified(tokens, span, limit);
        }
        Grammar grammar = new Grammar(source, span);
        Statement read = grammar.tree() == null
                ? null
                : new DefinitionTree(new Tree(source, grammar), span).read(grammar.tree());
        Parsed parsed = read == null ? classified(tokens, span, grammar.unread()) : new Parsed(read);
        return parsed.statement() instanceof CreateTable ? withQuery(parsed, tokens, span) : parsed;
    }

    /** {@code CREATE TABLE … AS WITH …} makes the changes in its WITH. */
    private Parsed withQuery(Parsed create, Tokens tokens, Span span) {
        int query = tokens.find("as", 0) + 1;
        if (query >= tokens.count()) {
            return create;
        }
        tokens.moveTo(query);
        WithReader with = new WithReader(source, tokens, variables);
        List<Statement> changes = with.changes();
        List<Unread> unread = new ArrayList<>(create.unread());
        unread.addAll(with.unread());
        Span elsewhere = SqlAsText.in(source, tokens);
        if (elsewhere != null) {
            unread.add(new Unread(elsewhere, SqlAsText.REASON));
        }
        if (changes.isEmpty()) {
            return new Parsed(create.statement(), unread);
        }
        changes.add(create.statement());
        return new Parsed(new WithChanges(span, changes), unread);
    }

    private static boolean isData(Tokens tokens) {
        String first = Tokens.lower(tokens.text(0));
        return DATA.contains(first) || tokens.kind(0) == TokenKind.OPEN_PARENTHESIS;
    }

    private Parsed classified(Tokens tokens, Span span, @Nullable Unread unread) {
        Statement statement = new Classifier(source, tokens, span).statement();
        if (statement instanceof Drop drop && isWhole(drop, tokens)) {
            return new Parsed(statement);
        }
        if (isOfSequence(statement) && new SequenceWords(tokens).areWhole()) {
            return new Parsed(statement);
        }
        boolean nothing = statement instanceof Other && tokens.isWord(0, "drop") && unread == null;
        return new Parsed(statement, nothing ? new Unread(span, "its words are in no known order") : unread);
    }

    private static boolean isOfSequence(Statement statement) {
        return (statement instanceof CreateObject create && create.kind() == ObjectKind.SEQUENCE)
                || (statement instanceof AlterObject alter && alter.kind() == ObjectKind.SEQUENCE);
    }

    /** Whether the words of a DROP say all of it; the grammar takes lists only of some kinds of objects. */
    private static boolean isWhole(Drop drop, Tokens tokens) {
        boolean last = tokens.position() == tokens.count() - 1;
        return drop.kind() != ObjectKind.OTHER
                && tokens.isComplete()
                && (tokens.atEnd() || (last && (tokens.is("cascade") || tokens.is("restrict"))));
    }

    /** Why a statement is not given to a grammar; null when it may be. */
    static @Nullable Unread limit(Tokens tokens, Span span) {
        if (!tokens.isComplete() || span.to() - span.from() > LONGEST) {
            return new Unread(span, "it is longer than what is read in full (" + LONGEST / 1024 + " KiB)");
        }
        return tokens.depth() > DEEPEST ? new Unread(span, "it nests deeper than " + DEEPEST + " parentheses") : null;
    }
}
