package dev.sluice.routing.cache.statement;

import dev.sluice.sql.classify.Classifier;
import dev.sluice.sql.classify.Reason;
import dev.sluice.sql.classify.SafeNames;
import dev.sluice.sql.classify.Verdict;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads which tables a SQL text writes. A text may hold several statements. Thread-safe.
 *
 * <p>A table is what stands behind the words that begin a change: {@code INSERT INTO}, {@code UPDATE}, {@code DELETE FROM},
 * {@code MERGE INTO}, {@code TRUNCATE}, {@code COPY … FROM}, {@code REFRESH MATERIALIZED VIEW}, wherever they stand. A
 * statement that calls a function which is not known to be harmless, or is of a kind that is not known to leave data
 * alone, may write anything.
 */
public final class WrittenTables {

    /** What statements begin with that leave data as they are, and call nothing that does not. */
    private static final Set<String> HARMLESS = words("""
        abort begin start end rollback savepoint release set reset show listen unlisten notify
        lock close fetch move discard deallocate checkpoint vacuum analyze cluster reindex comment
        prepare load
        """);

    private static final Set<String> QUERIES =
            Set.of("select", "values", "table", "with", "insert", "update", "delete", "merge", "declare");

    /** Functions that tell or lock something, but change no table. */
    private static final Set<Reason> HARMLESS_CALLS =
            EnumSet.of(Reason.SEQUENCE, Reason.ADVISORY_LOCK, Reason.SERVER_FUNCTION, Reason.SESSION);

    private static final Set<String> HARMLESS_VOLATILE = words("""
        random random_normal setseed clock_timestamp timeofday statement_timestamp gen_random_uuid
        uuidv4 uuidv7 pg_sleep timezone
        """);

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    private final Classifier classifier = new Classifier(SafeNames.builtIn(), ParameterStyle.JDBC);
    private final Set<String> harmless;
    private final Set<String> writing;

    /**
     * @param harmless names of functions of the database, without a schema and in lower case, that write nothing
     * @param writing names of built-in functions under which the database has others that may write, in the same form
     */
    public WrittenTables(Set<String> harmless, Set<String> writing) {
        this.harmless = Set.copyOf(harmless);
        this.writing = Set.copyOf(writing);
    }

    /**
     * Whether a call of that name is taken for one that writes nothing, as long as nothing is known of the database.
     *
     * @param function without a schema, as the catalog has it
     */
    public static boolean isTakenForHarmless(String function) {
        WrittenTables knowingNothing = new WrittenTables(Set.of(), Set.of());
        return Stream.of(function, '"' + function + '"')
                .anyMatch(name -> knowingNothing.of("SELECT " + name + "()").equals(Written.NOTHING));
    }

    /** What a text writes. Never fails: what cannot be read may write anything. */
    public Written of(String sql) {
        Written all = Written.NOTHING;
        Tokens tokens = new Tokens(sql);
        while (!tokens.atEnd()) {
            all = all.and(statement(tokens));
        }
        return tokens.unreadable() ? all.and(Written.ANYTHING) : all;
    }

    private Written statement(Tokens tokens) {
        while (tokens.is(TokenKind.OPEN_PARENTHESIS)) {
            tokens.next();
        }
        String first = tokens.word();
        Written written = switch (first) {
            case "truncate" -> truncated(tokens);
            case "copy" -> copied(tokens);
            case "refresh" -> refreshed(tokens);
            case "explain" -> explained(tokens);
            case "commit" -> committed(tokens);
            case "create" -> created(tokens);
            default -> {
                if (QUERIES.contains(first)) {
                    yield query(tokens);
                }
                boolean nothing = HARMLESS.contains(first) || tokens.endsStatement();
                yield nothing ? Written.NOTHING : Written.ANYTHING;
            }
        };
        tokens.skipStatement();
        return written;
    }

    /** From a word that may begin a change to the end of the statement. */
    private Written query(Tokens tokens) {
        Set<String> tables = new LinkedHashSet<>();
        boolean anything = false;
        CallContext calls = new CallContext();
        while (!tokens.endsStatement()) {
            anything |= tokens.is(TokenKind.OPEN_PARENTHESIS) && tokens.nameBefore() && mayWrite(calls, tokens);
            // Behind a dot, a keyword is a name.
            String word = tokens.continuesName() ? "" : tokens.word();
            // SELECT … INTO makes a table, which may take the place of another one.
            anything |= word.equals("into") && !calls.last().equals("as");
            boolean change = isChange(word, calls.last());
            calls.pass(tokens.kind(), word);
            tokens.next();
            if (change && tokens.isTarget()) {
                Set<String> table = tokens.target();
                anything |= table.isEmpty();
                tables.addAll(table);
                // The columns behind a table look like the arguments of a call.
                boolean inQuery = tokens.skipColumns();
                calls.passTable();
                if (inQuery) {
                    calls.pass(TokenKind.OPEN_PARENTHESIS, "");
                }
            }
        }
        return new Written(tables, anything);
    }

    private static boolean isChange(String word, String before) {
        return switch (word) {
            // "FOR UPDATE", "ON CONFLICT DO UPDATE", "FOR NO KEY UPDATE" and "WHEN MATCHED THEN UPDATE" name none.
            case "update" -> !Set.of("for", "do", "key", "then").contains(before);
            case "delete", "insert" -> !before.equals("then");
            case "merge" -> true;
            default -> false;
        };
    }

    private boolean mayWrite(CallContext calls, Tokens tokens) {
        if (!calls.mayBeCalled()) {
            return false;
        }
        if (calls.isKeyword()) {
            return true;
        }
        String call = tokens.called();
        // What is in pg_temp is the session's own, which no catalog that was read before has.
        if (call.replace("\"", "").toLowerCase(Locale.ROOT).startsWith("pg_temp")) {
            return true;
        }
        if (mayBeAnotherThanBuiltIn(call)) {
            return true;
        }
        if (isHarmless(call)) {
            return false;
        }
        Verdict verdict = classifier.classify("SELECT " + call + "()");
        return switch (verdict.reason()) {
            case READ_ONLY -> false;
            case VOLATILE_FUNCTION -> !HARMLESS_VOLATILE.contains(call.toLowerCase(Locale.ROOT));
            default -> !HARMLESS_CALLS.contains(verdict.reason());
        };
    }

    private boolean mayBeAnotherThanBuiltIn(String call) {
        String folded = call.replace("\"", "").toLowerCase(Locale.ROOT);
        return !folded.startsWith("pg_catalog.") && writing.contains(folded.substring(folded.lastIndexOf('.') + 1));
    }

    private boolean isHarmless(String call) {
        String folded = call.toLowerCase(Locale.ROOT);
        // The server folds ASCII only.
        return call.chars().allMatch(c -> c < 128) && harmless.contains(folded.substring(folded.lastIndexOf('.') + 1));
    }

    private static Written truncated(Tokens tokens) {
        Set<String> tables = new LinkedHashSet<>();
        tokens.next();
        if (tokens.word().equals("table")) {
            tokens.next();
        }
        boolean more = true;
        while (more) {
            Set<String> table = tokens.target();
            if (table.isEmpty()) {
                return new Written(tables, true);
            }
            tables.addAll(table);
            if (tokens.is(TokenKind.OPERATOR)) {
                tokens.next();
            }
            more = tokens.is(TokenKind.COMMA);
            if (more) {
                tokens.next();
            }
        }
        // Before this, such a word is the name of a table.
        boolean cascades = false;
        while (!tokens.endsStatement()) {
            cascades |= tokens.word().equals("cascade");
            tokens.next();
        }
        return new Written(tables, cascades);
    }

    private Written copied(Tokens tokens) {
        tokens.next();
        if (tokens.is(TokenKind.OPEN_PARENTHESIS)) {
            tokens.next();
            return query(tokens);
        }
        // The form of PostgreSQL 7.2, which servers still take; no table has this name without quotes.
        if (tokens.word().equals("binary")) {
            tokens.next();
        }
        Set<String> table = tokens.target();
        tokens.skipColumns();
        if (tokens.word().equals("to")) {
            return Written.NOTHING;
        }
        // Options look like calls, and the condition may have some.
        while (!tokens.word().equals("where") && !tokens.endsStatement()) {
            tokens.next();
        }
        return new Written(table, table.isEmpty()).and(query(tokens));
    }

    private static Written refreshed(Tokens tokens) {
        tokens.next();
        for (String word : new String[] {"materialized", "view", "concurrently"}) {
            if (tokens.word().equals(word)) {
                tokens.next();
            }
        }
        Set<String> view = tokens.target();
        return new Written(view, view.isEmpty());
    }

    /** What COMMIT PREPARED commits was sent earlier, perhaps by somebody else. */
    private static Written committed(Tokens tokens) {
        tokens.next();
        return tokens.word().equals("prepared") ? Written.ANYTHING : Written.NOTHING;
    }

    /** A temporary table is the session's own; only what fills it may write. */
    private Written created(Tokens tokens) {
        tokens.next();
        if (tokens.word().equals("global") || tokens.word().equals("local")) {
            tokens.next();
        }
        boolean temporary = tokens.word().equals("temp") || tokens.word().equals("temporary");
        tokens.next();
        if (!temporary || !tokens.word().equals("table")) {
            return Written.ANYTHING;
        }
        while (!tokens.word().equals("as") && !tokens.endsStatement()) {
            tokens.next();
        }
        if (tokens.endsStatement()) {
            return Written.NOTHING;
        }
        tokens.next();
        return tokens.word().equals("execute") ? Written.ANYTHING : query(tokens);
    }

    /** EXPLAIN runs what it explains when it says ANALYZE, which may stand in many forms. */
    private Written explained(Tokens tokens) {
        boolean runs = false;
        while (!tokens.endsStatement() && !QUERIES.contains(tokens.word())) {
            String word = tokens.word();
            // An option may be in quotes.
            runs |= word.equals("analyze") || word.equals("analyse") || (tokens.isTarget() && word.isEmpty());
            if (word.equals("execute") || word.equals("create")) {
                return runs ? Written.ANYTHING : Written.NOTHING;
            }
            tokens.next();
        }
        return runs ? query(tokens) : Written.NOTHING;
    }
}
