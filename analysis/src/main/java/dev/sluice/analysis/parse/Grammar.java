package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLLexer;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser;
import org.pgcodekeeper.core.parsers.antlr.pg.generated.SQLParser.StatementContext;

/**
 * Runs pgCodeKeeper's grammar over one statement. The faster prediction mode comes first; only what it refuses is read
 * again in the exact one. Both stop at the first error, and when the work gets out of proportion to the statement.
 */
final class Grammar {

    private static final int WORK_PER_TOKEN = 4_000;
    private static final int LEAST_WORK = 200_000;

    private final SourceText source;
    private final Span span;
    private @Nullable StatementContext tree;
    private @Nullable Unread unread;

    Grammar(SourceText source, Span span) {
        this.source = source;
        this.span = span;
        List<Token> tokens = readable(tokens());
        try {
            tree = parse(tokens, PredictionMode.SLL);
        } catch (SyntaxProblem first) {
            parseExactly(tokens);
        } catch (StackOverflowError e) {
            nestsTooDeep();
        }
    }

    private void parseExactly(List<Token> tokens) {
        try {
            tree = parse(tokens, PredictionMode.LL);
        } catch (SyntaxProblem problem) {
            unread = new Unread(problem.span, problem.reason);
        } catch (StackOverflowError e) {
            nestsTooDeep();
        }
    }

    private void nestsTooDeep() {
        unread = new Unread(span, "it nests too deep");
    }

    /** The tree; null when the grammar does not read the statement. */
    @Nullable
    StatementContext tree() {
        return tree;
    }

    /** Why there is no tree. */
    @Nullable
    Unread unread() {
        return unread;
    }

    private List<Token> tokens() {
        // The streams count code points; the spans count chars. Without surrogates they agree.
        SQLLexer lexer = new SQLLexer(CharStreams.fromString(plain(span.in(source.readable()))));
        lexer.removeErrorListeners();
        CommonTokenStream stream = new CommonTokenStream(lexer);
        stream.fill();
        return stream.getTokens();
    }

    /** The text with letters in the place of what is not of the basic plane, and psql's variables made names. */
    private String plain(String text) {
        return Variables.masked(text);
    }

    /** Leaves out what says only when, or whether, a constraint is checked, which the grammar takes in some places only. */
    private static List<Token> readable(List<Token> tokens) {
        List<Token> readable = new ArrayList<>(tokens.size());
        for (Token token : tokens) {
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                continue;
            }
            int last = readable.size() - 1;
            switch (token.getType()) {
                case SQLParser.DEFERRABLE -> {
                    if (last >= 0 && readable.get(last).getType() == SQLParser.NOT) {
                        readable.remove(last);
                    }
                }
                case SQLParser.DEFERRED, SQLParser.IMMEDIATE -> {
                    if (last >= 0 && readable.get(last).getType() == SQLParser.INITIALLY) {
                        readable.remove(last);
                    } else {
                        readable.add(token);
                    }
                }
                case SQLParser.ENFORCED, SQLParser.INHERIT -> {
                    boolean negated = last >= 0
                            && (readable.get(last).getType() == SQLParser.NOT
                                    || readable.get(last).getType() == SQLParser.NO);
                    if (!isAlteredConstraint(readable, negated ? last - 1 : last)) {
                        readable.add(token);
                        beforeNotValid(readable);
                    } else if (negated) {
                        readable.remove(last);
                    }
                }
                default -> readable.add(token);
            }
        }
        return readable;
    }

    /** PostgreSQL takes NO INHERIT behind NOT VALID too. */
    private static void beforeNotValid(List<Token> tokens) {
        int size = tokens.size();
        if (size >= 4
                && tokens.get(size - 1).getType() == SQLParser.INHERIT
                && tokens.get(size - 2).getType() == SQLParser.NO
                && tokens.get(size - 3).getType() == SQLParser.VALID
                && tokens.get(size - 4).getType() == SQLParser.NOT) {
            Collections.rotate(tokens.subList(size - 4, size), 2);
        }
    }

    /** Whether the name there is that of a constraint behind ALTER; what follows it, its words tell. */
    private static boolean isAlteredConstraint(List<Token> tokens, int name) {
        return name >= 2
                && tokens.get(name - 1).getType() == SQLParser.CONSTRAINT
                && tokens.get(name - 2).getType() == SQLParser.ALTER;
    }

    private @Nullable StatementContext parse(List<Token> tokens, PredictionMode mode) {
        SQLParser parser = new SQLParser(new BoundedStream(tokens));
        parser.removeErrorListeners();
        parser.addErrorListener(new FirstError());
        parser.getInterpreter().setPredictionMode(mode);
        try {
            List<StatementContext> statements = parser.sql().statement();
            return statements.isEmpty() ? null : statements.get(0);
        } catch (ParseCancellationException e) {
            throw new SyntaxProblem(span, "it takes too long to read");
        }
    }

    Span span(Token first, @Nullable Token last) {
        int from = span.from() + first.getStartIndex();
        int to = last == null ? from : span.from() + last.getStopIndex() + 1;
        return new Span(Math.min(from, span.to()), Math.max(Math.min(from, span.to()), Math.min(to, span.to())));
    }

    private final class FirstError extends BaseErrorListener {
        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object offending,
                int line,
                int column,
                String message,
                @Nullable RecognitionException cause) {
            Span place = span;
            String reason = "it is no SQL that is understood here";
            if (offending instanceof Token token && token.getType() != Token.EOF) {
                place = span(token, token);
                reason = "the syntax at this word is not understood";
            } else if (offending instanceof Token) {
                place = new Span(span.to(), span.to());
                reason = "it ends where more is expected";
            }
            throw new SyntaxProblem(place, reason);
        }
    }

    /** Counts the work of prediction, of which some inputs cause very much. */
    private static final class BoundedStream extends CommonTokenStream {
        private long left;

        BoundedStream(List<Token> tokens) {
            super(new ListTokenSource(tokens));
            left = LEAST_WORK + (long) tokens.size() * WORK_PER_TOKEN;
        }

        @Override
        public void consume() {
            if (--left < 0) {
                throw new ParseCancellationException("out of proportion");
            }
            super.consume();
        }
    }

    /** Ends a parse; never leaves this class. */
    private static final class SyntaxProblem extends RuntimeException {
        private final Span span;
        private final String reason;

        SyntaxProblem(Span span, String reason) {
            super(reason, null, false, false);
            this.span = span;
            this.reason = reason;
        }
    }
}
