package dev.sluice.routing.cache;

import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.routing.cache.statement.Written;
import dev.sluice.routing.cache.statement.WrittenTables;
import dev.sluice.routing.cache.store.Change;
import dev.sluice.routing.jdbc.CommitListener;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Invalidates what a transaction has written, as soon as it is committed. When nobody knows whether it was, the server may
 * still be at it: then it does so again after {@value #FIRST_REPEAT_SECONDS} s, and after twice as long each time, until
 * more than an hour has passed. So an old value that was stored meanwhile lives on for about as long as the server took.
 * Thread-safe.
 */
final class TransactionInvalidation implements CommitListener {

    static final long FIRST_REPEAT_SECONDS = 1;
    static final long LAST_REPEAT_SECONDS = 2048;

    private static final int MOST_TEXTS = 5_000;
    private static final int LONGEST_TEXT = 16 * 1024;

    private final Supplier<WriteEffects> effects;
    private final Consumer<Change> invalidate;
    private final Runnable whenAnything;
    private final ScheduledExecutorService scheduler;
    private final Consumer<Change> invalidateLater;
    private final Doubts doubts;
    private volatile Texts texts = new Texts(Set.of(), Set.of());
    private final WholeInvalidations whole = new WholeInvalidations(System::nanoTime);

    /**
     * @param invalidate returns when it is done, or could not be
     * @param whenAnything runs after a transaction that may have done anything, such as change the schema
     * @param scheduler for what is done again
     * @param invalidateLater does the same without waiting
     * @param doubts of the data sources whose commits are told
     */
    TransactionInvalidation(
            Supplier<WriteEffects> effects,
            Consumer<Change> invalidate,
            Runnable whenAnything,
            ScheduledExecutorService scheduler,
            Consumer<Change> invalidateLater,
            Doubts doubts) {
        this.effects = effects;
        this.invalidate = invalidate;
        this.whenAnything = whenAnything;
        this.scheduler = scheduler;
        this.invalidateLater = invalidateLater;
        this.doubts = doubts;
    }

    /** How often everything was made old. */
    long whole() {
        return whole.count();
    }

    @Override
    public void ended(List<String> statements, boolean complete) {
        tell(statements, complete, invalidate);
    }

    @Override
    public void lost(List<String> statements, boolean complete) {
        if (tell(statements, complete, invalidate)) {
            tellAgain(statements, complete, FIRST_REPEAT_SECONDS);
        }
    }

    @Override
    public void opened(BooleanSupplier primaryInDoubt) {
        doubts.add(primaryInDoubt);
    }

    @Override
    public void closed(BooleanSupplier primaryInDoubt) {
        doubts.remove(primaryInDoubt);
    }

    private void tellAgain(List<String> statements, boolean complete, long seconds) {
        var unused = scheduler.schedule(
                () -> {
                    tell(statements, complete, invalidateLater);
                    if (seconds < LAST_REPEAT_SECONDS) {
                        tellAgain(statements, complete, seconds * 2);
                    }
                },
                seconds,
                TimeUnit.SECONDS);
    }

    /** Says whether there was something to tell. */
    private boolean tell(List<String> statements, boolean complete, Consumer<Change> to) {
        WriteEffects now = effects.get();
        Texts read = texts(now.harmlessFunctions(), now.writingFunctions());
        Written written = Written.NOTHING;
        for (String statement : statements) {
            written = written.and(read.written(statement));
        }
        boolean anything = written.anything() || !complete;
        if (anything) {
            whenAnything.run();
        }
        // What a text does not name its author knows of, but nobody knows what has not been seen.
        Change change = complete ? change(written, now) : Change.EVERYTHING;
        if (change.equals(Change.EVERYTHING)) {
            count(written, statements, complete, read, now);
        }
        if (!change.isEmpty()) {
            to.accept(change);
        }
        return anything || !change.isEmpty();
    }

    static Change change(Written written, WriteEffects effects) {
        if (written.anything() && effects.unknown() == WriteEffects.Unknown.EVERYTHING) {
            return Change.EVERYTHING;
        }
        if (!written.tables().isEmpty() && effects.eachWriteIsUnknown()) {
            return Change.EVERYTHING;
        }
        Set<String> reached = effects.reach(written.tables());
        return reached.contains(WriteEffects.ANYTHING) ? Change.EVERYTHING : Change.models(reached);
    }

    private void count(Written all, List<String> statements, boolean complete, Texts read, WriteEffects now) {
        if (!complete) {
            whole.add("a transaction was too long, or was worked on with the driver's own objects", "");
            return;
        }
        String statement = statements.stream()
                .filter(sql -> all.anything()
                        ? read.written(sql).anything()
                        : !read.written(sql).tables().isEmpty())
                .findFirst()
                .orElse("");
        whole.add(
                all.anything()
                        ? "a statement may write to what it does not name"
                        : now.eachWriteIsUnknown()
                                ? "the policy does not know the database's catalog, and so what this write touches"
                                : "a trigger or a rule acts on a table that was written",
                statement);
    }

    private Texts texts(Set<String> harmless, Set<String> writing) {
        Texts now = texts;
        if (!now.harmless.equals(harmless) || !now.writing.equals(writing)) {
            now = new Texts(harmless, writing);
            texts = now;
        }
        return now;
    }

    /** What texts write, as long as the same is known of the database's functions. */
    private static final class Texts {

        private final Set<String> harmless;
        private final Set<String> writing;
        private final WrittenTables tables;
        private final Map<String, Written> known = new ConcurrentHashMap<>();

        Texts(Set<String> harmless, Set<String> writing) {
            this.harmless = harmless;
            this.writing = writing;
            this.tables = new WrittenTables(harmless, writing);
        }

        Written written(String sql) {
            if (sql.length() > LONGEST_TEXT) {
                return tables.of(sql);
            }
            Written kept = known.get(sql);
            if (kept == null) {
                kept = tables.of(sql);
                // Texts with values in them never come again; the rest is soon known anew.
                if (known.size() >= MOST_TEXTS) {
                    known.clear();
                }
                known.put(sql, kept);
            }
            return kept;
        }
    }
}
