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
        abort begin start commit end rollback savepoint release set reset show listen unlisten notify
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

    /** Words behind which a parenthesis opens that is no call; the names of types that have a size are among them. */
    private static final Set<String> NO_CALL = words("""
        all and any array as between by case check conflict cross cube default distinct do else end
        except exists filter from full group grouping having ilike in inner insert intersect into is
        isnull join key lateral left like limit materialized natural not notnull null of offset on only
        or order outer over overriding partition range returning right rollup row rows select set sets
        similar some table then to union update using value values when where window with within bit
        char character decimal dec float interval numeric nchar time timestamp varbit varchar varying
        """);

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    private final Classifier classifier = new Classifier(SafeNames.builtIn(), ParameterStyle.JDBC);
    private final Set<String> harmless;

    /** @param harmless names of functions of the database, without a schema and in lower case, that write nothing */
    public WrittenTables(Set<String> harmless) {
        this.harmless = Set.copyOf(harmless);
    }

    /** What a text writes. Never fails: what cannot be read may write anything. */
    public Written of(String sql) {
        Written all = Written.NOTHING;
        Tokens tokens = new Tokens(sql);
        while (!tokens.atEnd()) {
            all = all.and(statement(tokens));
        }
        return tokens.unreadable() ? Written.ANYTHING : all;
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
        String before = "";
        while (!tokens.endsStatement()) {
            String word = tokens.word();
            boolean change = switch (word) {
                // "FOR UPDATE", "ON CONFLICT DO UPDATE", "FOR NO KEY UPDATE" and "WHEN MATCHED THEN UPDATE" name none.
                case "update" -> !Set.of("for", "do", "key", "then").contains(before);
                case "delete", "insert" -> !before.equals("then");
                case "merge" -> true;
                // SELECT … INTO makes a table, which nobody has read yet.
                default -> false;
            };
            tokens.next();
            if (change && !tokens.isTarget()) {
                change = false;
            }
            if (change) {
                String table = tokens.target();
                if (table.isEmpty()) {
                    return Written.ANYTHING;
                }
                tables.add(table);
                // The columns behind a table look like the arguments of a call.
                tokens.skipColumns();
                before = "";
            } else {
                if (tokens.is(TokenKind.OPEN_PARENTHESIS) && tokens.nameBefore() && mayWrite(word, before, tokens)) {
                    return Written.ANYTHING;
                }
                before = word;
            }
        }
        return new Written(tables, false);
    }

    private boolean mayWrite(String word, String before, Tokens tokens) {
        if (NO_CALL.contains(word)) {
            return false;
        }
        // A name that WITH gives to a query, a table's or column's alias: "WITH name (…) AS", "AS name (…)".
        if (before.equals("as") || before.equals("with") || before.equals("recursive")) {
            return false;
        }
        String call = tokens.called();
        // What is in pg_temp is the session's own, which no catalog that was read before has.
        if (call.replace("\"", "").toLowerCase(Locale.ROOT).startsWith("pg_temp")) {
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
        while (!tokens.endsStatement()) {
            String word = tokens.word();
            if (word.equals("cascade")) {
                return Written.ANYTHING;
            }
            if (word.equals("restart") || word.equals("continue") || word.equals("restrict")) {
                // RESTART IDENTITY and CONTINUE IDENTITY; a table of one of these names would have to be in quotes
                // here.
                tokens.next();
                if (tokens.word().equals("identity")) {
                    tokens.next();
                }
                continue;
            }
            String table = tokens.target();
            if (table.isEmpty()) {
                return Written.ANYTHING;
            }
            tables.add(table);
            if (tokens.is(TokenKind.OPERATOR)) {
                tokens.next();
            }
            if (tokens.is(TokenKind.COMMA)) {
                tokens.next();
            }
        }
        return new Written(tables, false);
    }

    private Written copied(Tokens tokens) {
        tokens.next();
        if (tokens.is(TokenKind.OPEN_PARENTHESIS)) {
            return query(tokens);
        }
        String table = tokens.target();
        tokens.skipColumns();
        if (tokens.word().equals("to")) {
            return Written.NOTHING;
        }
        return table.isEmpty() ? Written.ANYTHING : new Written(Set.of(table), false);
    }

    private static Written refreshed(Tokens tokens) {
        tokens.next();
        for (String word : new String[] {"materialized", "view", "concurrently"}) {
            if (tokens.word().equals(word)) {
                tokens.next();
            }
        }
        String view = tokens.target();
        return view.isEmpty() ? Written.ANYTHING : new Written(Set.of(view), false);
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
            runs |= word.equals("analyze") || word.equals("analyse");
            if (word.equals("execute") || word.equals("create")) {
                return runs ? Written.ANYTHING : Written.NOTHING;
            }
            tokens.next();
        }
        return runs ? query(tokens) : Written.NOTHING;
    }
}
