package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DoBlock;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.sql.script.Flaw;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a block or routine. One in PL/pgSQL: splits it at its semicolons as a script is, finds the SQL in each piece, and reads that. Of what it
 * cannot read it says so.
 */
final class BodyReader {

    private static final int MOST_TOKENS = 50_000;
    private static final int MOST_PARTS = 20_000;

    private final SourceText source;
    private final Span text;
    private final int nesting;
    private final Set<String> parameters;
    private final List<Part> parts = new ArrayList<>();
    private final List<Statement> body = new ArrayList<>();
    private final List<Span> texts = new ArrayList<>();
    private final List<Span> dynamic = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();
    private List<DoBlock.Loop> loops = List.of();
    private List<Span> arms = List.of();
    private Set<String> variables = Set.of();
    private boolean conditional;
    private String migration = "";

    /** SQL that the body runs: a statement of it, or the constant of an {@code EXECUTE}. */
    private sealed interface Part {
        record Sql(Span span) implements Part {}

        record Executed(Constant constant) implements Part {}
    }

    private BodyReader(SourceText source, Span text, int nesting, Set<String> parameters) {
        this.source = source;
        this.text = text;
        this.nesting = nesting;
        this.parameters = parameters;
    }

    /** A body in PL/pgSQL that stands in so many others, with the names of its routine's parameters. */
    static BodyReader ofBlock(SourceText source, Span text, int nesting, Set<String> parameters) {
        BodyReader reader = new BodyReader(source, text, nesting, parameters);
        reader.texts.add(text);
        reader.split();
        reader.read();
        return reader;
    }

    /** A body that is only SQL. */
    static BodyReader ofScript(SourceText source, Constant body) {
        BodyReader reader = new BodyReader(source, body.text(), 1, Set.of());
        reader.executed(body);
        reader.read();
        return reader;
    }

    DoBlock block(Span span) {
        return new DoBlock(
                span, body, dynamic, texts, conditional, loops, arms, List.of(), conditional ? "" : migration);
    }

    List<Unread> unread() {
        return unread;
    }

    private void split() {
        PieceReader pieces = new PieceReader(source, this::sql, this::executed, dynamic::add, unread::add, text);
        ScriptReader reader = new ScriptReader(source.readable(), text.from(), text.to());
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            Span span = new Span(part.start(), part.end());
            if (parts.size() + dynamic.size() + unread.size() >= MOST_PARTS) {
                unread.add(new Unread(
                        new Span(span.from(), text.to()), "its body has more than " + MOST_PARTS + " statements"));
                break;
            }
            Tokens words = new Tokens(source, span, MOST_TOKENS);
            String obstacle = obstacle(part, words);
            if (obstacle == null) {
                pieces.read(words, span);
            } else {
                unread.add(new Unread(span, obstacle));
            }
        }
        conditional = pieces.conditional();
        migration = pieces.migration();
        variables = pieces.variables(parameters);
        loops = pieces.loops();
        arms = conditional ? pieces.arms() : List.of();
    }

    private static @Nullable String obstacle(ScriptPart part, Tokens words) {
        if (!(part instanceof dev.sluice.sql.script.Statement statement)) {
            return "its body has what only psql understands";
        }
        Flaw flaw = statement.flaw();
        if (flaw != null) {
            return "its body has " + flaw.problem().description();
        }
        return words.isComplete() ? null : "its body has a statement of more than " + MOST_TOKENS + " words";
    }

    private void sql(Span span) {
        parts.add(new Part.Sql(span));
    }

    private void executed(Constant constant) {
        parts.add(new Part.Executed(constant));
    }

    /** Constants with doubled quotes are made readable together, since each time costs a copy of the file. */
    private void read() {
        List<Constant> constants = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Part.Executed executed) {
                constants.add(executed.constant());
            }
        }
        StatementParser own = new StatementParser(source, nesting, variables);
        SourceText single = source.undoubled(constants);
        // What is executed sees no variables.
        StatementParser inConstants = new StatementParser(single, nesting, Set.of());
        for (Part part : parts) {
            if (part instanceof Part.Sql sql) {
                add(own.parse(sql.span()));
            } else if (part instanceof Part.Executed executed) {
                script(single, inConstants, executed.constant());
            }
        }
    }

    private void script(SourceText single, StatementParser parser, Constant constant) {
        Span code = constant.text();
        texts.add(code);
        ScriptReader reader = new ScriptReader(single.readable(), code.from(), code.to());
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            if (part instanceof dev.sluice.sql.script.Statement statement) {
                Parsed parsed = parser.parse(statement);
                // That nobody can read all of it is said of the EXECUTE already.
                add(constant.isOpen() ? new Parsed(parsed.statement()) : parsed);
            } else {
                unread.add(new Unread(new Span(part.start(), part.end()), "it runs what only psql understands"));
            }
        }
    }

    private void add(Parsed parsed) {
        body.add(parsed.statement());
        unread.addAll(parsed.unread());
    }
}
