package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DoBlock.Loop;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.TokenKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds the SQL in the pieces of a PL/pgSQL body, of which each ends with a semicolon: behind words such as {@code BEGIN IF …
 * THEN}, in the head of a loop, behind {@code OPEN … FOR}, in the declaration of a cursor, and by itself. An expression
 * cannot change rows: PostgreSQL refuses {@code WITH} with a change anywhere but at the outermost level of a statement.
 */
final class PieceReader {

    private static final Set<String> CONDITIONS = Set.of(
            "case",
            "continue",
            "else",
            "elseif",
            "elsif",
            "exception",
            "exit",
            "for",
            "foreach",
            "if",
            "return",
            "rollback",
            "when",
            "while");

    /** Statements of PL/pgSQL that hold nothing but expressions, or names. */
    private static final Set<String> NO_SQL =
            Set.of("assert", "close", "continue", "end", "exit", "fetch", "get", "move", "null", "raise", "return");

    private final SourceText source;
    private final Consumer<Span> sql;
    private final Consumer<Constant> executed;
    private final Consumer<Span> dynamic;
    private final Consumer<Unread> unread;
    private final Loops loops;
    private final Arms arms;
    private boolean conditional;
    private String migration = "";
    private boolean declaring;
    private boolean columnsFirst;
    private final Set<String> variables = new HashSet<>();
    private int behindSql;

    PieceReader(
            SourceText source,
            Consumer<Span> sql,
            Consumer<Constant> executed,
            Consumer<Span> dynamic,
            Consumer<Unread> unread,
            Span body) {
        this.source = source;
        this.loops = new Loops(source);
        this.arms = new Arms(body);
        this.sql = sql;
        this.executed = executed;
        this.dynamic = dynamic;
        this.unread = unread;
    }

    /** Whether some of what it has found so far may not be reached, or be undone. */
    boolean conditional() {
        return conditional;
    }

    /** The migration for which it has looked whether that has run; empty for none. */
    String migration() {
        return migration;
    }

    /** The loops that have ended so far. */
    List<Loop> loops() {
        return loops.all();
    }

    /** The parts that have ended so far and may not be reached, or be undone. */
    List<Span> arms() {
        return arms.all();
    }

    /**
     * The names that stand for variables in what it has found so far: those, and the ones that are declared or that loops run
     * through. Where a column has the same name PostgreSQL refuses the statement, unless the body says what is meant.
     */
    Set<String> variables(Set<String> parameters) {
        variables.addAll(parameters);
        return columnsFirst ? Set.of() : Set.copyOf(variables);
    }

    /** Reads the next piece of the body. */
    void read(Tokens words, Span piece) {
        behindSql = piece.from();
        // The words of one piece come one behind the other: BEGIN IF … THEN FOR … LOOP.
        for (int head = words.position(); !words.atEnd() && skipHead(words); head = words.position()) {
            arms.head(words, head);
        }
        if (!words.atEnd()) {
            arms.statement(words, words.position());
            last(words, piece);
        }
        Span elsewhere = SqlAsText.in(source, words);
        if (elsewhere != null && elsewhere.from() >= behindSql) {
            unread.accept(new Unread(elsewhere, SqlAsText.REASON));
        }
    }

    private void sql(Span statement) {
        // What such a statement calls is found where it is read.
        behindSql = statement.to();
        sql.accept(statement);
    }

    /** Moves over what stands before a statement, with all SQL in it. */
    private boolean skipHead(Tokens words) {
        int from = words.position();
        if (words.kind() == TokenKind.WORD && CONDITIONS.contains(Tokens.lower(words.text(from)))) {
            String guard = migration.isEmpty() && !conditional ? Guard.migration(words, from) : null;
            migration = guard == null ? migration : guard;
            conditional |= guard == null;
        }
        if (words.kind() == TokenKind.OPERATOR) {
            boolean label = words.text(from).equals("<<");
            boolean option = words.text(from).equals("#");
            columnsFirst |= option && words.isWord(from + 2, "use_column");
            words.moveTo(label || option ? from + 3 : from);
            return label || option;
        }
        if (words.accept("declare")) {
            declaring = true;
            return true;
        }
        if (words.accept("begin")) {
            declaring = false;
            return true;
        }
        if (declaring) {
            return false;
        }
        if (words.accept("else") || words.accept("exception")) {
            return true;
        }
        if (words.accept("loop")) {
            loops.begin(words, from, from);
            return true;
        }
        if (words.is("if") || words.is("elsif") || words.is("elseif") || words.is("when") || words.is("case")) {
            return skipTo(words, "then");
        }
        if (words.is("while") || words.is("foreach")) {
            variable(words, words.is("foreach") ? from + 1 : words.count());
            boolean loop = skipTo(words, "loop");
            if (loop) {
                loops.begin(words, from, words.position() - 1);
            }
            return loop;
        }
        return words.is("for") && loop(words);
    }

    /** PL/pgSQL takes the first such word outside of parentheses. */
    private static boolean skipTo(Tokens words, String word) {
        int at = words.find(word, words.position());
        if (at < words.count()) {
            words.moveTo(at + 1);
            return true;
        }
        return false;
    }

    private boolean loop(Tokens words) {
        int in = words.find("in", words.position());
        int loop = words.find("loop", in);
        if (loop == words.count()) {
            return false;
        }
        for (int i = words.position() + 1; i < in; i++) {
            variable(words, i);
        }
        boolean range = words.isWord(in + 1, "reverse") || words.find(TokenKind.DOT_DOT, in) < loop;
        // The name of a cursor, with or without arguments.
        boolean cursor = loop == in + 2
                || (words.kind(in + 1).isName()
                        && words.kind(in + 2) == TokenKind.OPEN_PARENTHESIS
                        && words.closing(in + 2) == loop - 1
                        && !words.isWord(in + 1, "values"));
        if (!range && !cursor) {
            query(words, in + 1, loop);
        }
        loops.begin(words, words.position(), loop);
        words.moveTo(loop + 1);
        return true;
    }

    /** A query, or {@code EXECUTE} of one. */
    private void query(Tokens words, int from, int to) {
        if (words.isWord(from, "execute")) {
            execute(words, from, to);
        } else {
            sql(words.span(from, to));
        }
    }

    private void execute(Tokens words, int from, int to) {
        int end = Math.min(to, Math.min(words.find("using", from), words.find("into", from)));
        Constant constant = end > from + 1 ? Constant.joined(source, words, from + 1, end) : null;
        if (constant == null) {
            constant = FormatCall.read(source, words, from + 1, end);
        }
        if (constant == null || constant.isOpen()) {
            dynamic.accept(words.span(from, to));
        }
        if (constant != null) {
            executed.accept(constant);
        }
    }

    private void last(Tokens words, Span piece) {
        int from = words.position();
        int end = words.count();
        if (declaring) {
            variable(words, from);
            int cursor = words.find("cursor", from);
            int query = Math.min(words.find("for", cursor), words.find("is", cursor));
            open(words, query);
        } else if (words.is("execute")) {
            execute(words, from, end);
        } else if (words.is("open")) {
            open(words, words.find("for", from));
        } else if (words.kind() != TokenKind.WORD || isHead(words)) {
            if (!isAssignment(words, from)) {
                unread.accept(new Unread(piece, "its body has what is no PL/pgSQL that is understood here"));
            }
        } else if (!isAssignment(words, from)) {
            statement(words, piece);
        }
    }

    private void variable(Tokens words, int at) {
        if (words.kind(at).isName()) {
            variables.add(words.identifier(at));
        }
    }

    private void statement(Tokens words, Span piece) {
        int from = words.position();
        if (words.is("end") && words.isWord(from + 1, "loop")) {
            loops.end(piece.to());
        } else if (words.is("return") && words.isWord(from + 1, "query")) {
            query(words, from + 2, words.count());
        } else if (!NO_SQL.contains(Tokens.lower(words.text(from)))) {
            sql(words.span(from, into(words, from)));
        }
        if (words.is("commit")) {
            loops.commit();
        }
    }

    private void open(Tokens words, int before) {
        if (before + 1 < words.count()) {
            query(words, before + 1, words.count());
        }
    }

    private static boolean isHead(Tokens words) {
        return words.is("if")
                || words.is("elsif")
                || words.is("elseif")
                || words.is("when")
                || words.is("case")
                || words.is("while")
                || words.is("for")
                || words.is("foreach");
    }

    private static boolean isAssignment(Tokens words, int from) {
        int at = from + 1;
        while (words.kind(at) == TokenKind.DOT || words.kind(at) == TokenKind.OPEN_BRACKET) {
            at = words.kind(at) == TokenKind.DOT ? at + 2 : words.closing(at) + 1;
        }
        return words.kind(from).isName()
                && (words.kind(at) == TokenKind.COLON_EQUALS
                        || (words.kind(at) == TokenKind.OPERATOR
                                && words.text(at).equals("=")));
    }

    /** Where the variables begin that take what a change of rows returns; PL/pgSQL takes them out of the statement. */
    private static int into(Tokens words, int from) {
        int returning = words.find("returning", from);
        return words.find("into", returning);
    }
}
