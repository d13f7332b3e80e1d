package dev.sluice.analysis.migration;

import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.script.TransactionState;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transaction that a statement runs in, with the locks that the statements before it have taken and that are held
 * until it ends. Rules may ask it while they check a step; the next step changes it.
 */
public final class Transaction {

    private final int number;
    private final TransactionState state;
    private final @Nullable Span begin;
    private final Map<Name, TableLock> held = new LinkedHashMap<>();
    private int statements;
    private boolean inBody;

    Transaction(int number, TransactionState state, @Nullable Span begin) {
        this.number = number;
        this.state = state;
        this.begin = begin;
    }

    /** Its number over all files; a statement outside of a block has one of its own. */
    public int number() {
        return number;
    }

    /** Whether it is a block of several statements, be it the body of {@code DO}; else the statement is alone in it. */
    public boolean isBlock() {
        return state.open() || inBody;
    }

    /** Whether the tool has begun it that runs the file, or the way in which it sends the file. */
    public boolean isByTool() {
        return state.open() && state.byTool();
    }

    /** The {@code BEGIN}; null when there is none. */
    public @Nullable Span begin() {
        return begin;
    }

    /** How many statements have run in it, those that only begin it or set something aside. */
    public int statements() {
        return statements;
    }

    /** The strongest lock on each table, in the order in which the tables were first locked. */
    public Collection<TableLock> held() {
        return Collections.unmodifiableCollection(held.values());
    }

    /** The strongest lock on that table, whose name has its schema; null when there is none. */
    public @Nullable TableLock held(Name table) {
        return held.get(table);
    }

    TransactionState state() {
        return state;
    }

    /** Whether it is in the body of a {@code DO} block, where a loop may run it any number of times. */
    public boolean isInBody() {
        return inBody;
    }

    /** Does something as the body of a {@code DO} block, which is in one transaction whatever is around it. */
    void runBody(Runnable body) {
        boolean outer = inBody;
        inBody = true;
        body.run();
        inBody = outer;
    }

    void add(Collection<TableLock> locks) {
        statements++;
        for (TableLock lock : locks) {
            held.merge(lock.table(), lock, (old, now) -> old.mode().compareTo(now.mode()) >= 0 ? old : now);
        }
    }
}
