package dev.sluice.analysis.migration;

import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.schema.NewNames;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.DoBlock;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Other;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.sql.script.TransactionState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The transaction that a statement runs in, with the locks that the statements before it have taken and that are held
 * until it ends. Rules may ask it while they check a step; the next step changes it.
 */
public final class Transaction {

    private final int number;
    private final Map<Name, TableLock> held = new LinkedHashMap<>();
    private final Map<Name, TableLock> views = new LinkedHashMap<>();
    private final Set<String> given = new HashSet<>();
    private final Set<Name> inUse = new LinkedHashSet<>();
    private final Set<Name> perhapsAbsent = new LinkedHashSet<>();
    private final List<AlterObject> newValues = new ArrayList<>();
    private final Map<String, DataChange> written = new LinkedHashMap<>();
    private final Journal journal = new Journal();
    private TransactionState state;
    private @Nullable Span begin;
    private @Nullable Schema end;
    private int statements;
    private boolean inBody;
    private boolean called;
    private boolean repeated;

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

    /** Whether nobody has begun it: the server makes it of statements that the tool sends as one message. */
    public boolean isImplicit() {
        return state.isImplicit();
    }

    /** Whether another one begins behind it of itself, since what follows is sent in the same message. */
    public boolean isInMessage() {
        return state.inMessage();
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

    /** The locks on views in use that have no rows of their own, under the names that these had when they were locked. */
    public Collection<TableLock> heldViews() {
        return Collections.unmodifiableCollection(views.values());
    }

    /** Whether a statement of it has given the name to what has it now, so that nobody else has ever used it by that. */
    public boolean hasGiven(ObjectKind kind, Name name, Schema before) {
        return given.contains(NewNames.called(kind, name, before));
    }

    /** The same of what a statement alters. */
    public boolean hasGiven(AlterObject alter, Schema before) {
        return given.contains(NewNames.called(alter, before));
    }

    /** The tables in use that are locked so that even reads wait, in the order in which they were first locked so. */
    public Set<Name> inUse() {
        return Collections.unmodifiableSet(inUse);
    }

    /** Whether it was dropped if it existed, and nothing else is known of it: often it is what an earlier run has left. */
    public boolean wasPerhapsAbsent(Name table) {
        return perhapsAbsent.contains(table);
    }

    /** What is known behind its last statement; null until that has been read, which it has when {@link Found#unless} asks. */
    public @Nullable Schema end() {
        return end;
    }

    void ended(Schema schema) {
        end = schema;
    }

    TransactionState state() {
        return state;
    }

    /** Goes on as one that the file has begun. */
    void become(TransactionState begun, Span command) {
        state = begun;
        begin = command;
    }

    /** Whether the statement stands in the body of {@code DO} or of a routine. */
    public boolean isInBody() {
        return inBody;
    }

    /** Whether a body cannot end it: one that is a block's around it, or that a query runs which has called a function. */
    public boolean isKept() {
        return state.open() || called;
    }

    /** Whether the statement stands in a loop that may run very many times before the transaction ends. */
    public boolean isRepeated() {
        return repeated;
    }

    /** Does something with the body of a {@code DO} block, which is in one transaction whatever is around it. */
    void runBody(DoBlock block, Consumer<Statement> body) {
        boolean outer = inBody;
        boolean outerRepeated = repeated;
        inBody = true;
        for (Statement statement : block.body()) {
            repeated = outerRepeated || block.repeats(statement);
            body.accept(statement);
        }
        inBody = outer;
        repeated = outerRepeated;
    }

    /** Does something that a query does by calling a function. */
    void runCalled(Runnable function) {
        boolean outer = called;
        called = true;
        function.run();
        called = outer;
    }

    /** The values that its statements have added to enumerations. */
    public List<AlterObject> newValues() {
        return Collections.unmodifiableList(newValues);
    }

    /** One change of rows for each table and kind that its statements have written since constraints were last checked. */
    public Collection<DataChange> written() {
        return Collections.unmodifiableCollection(written.values());
    }

    /** A point to go back to. */
    int savepoint() {
        return journal.mark();
    }

    /** Gives back the locks that were taken since, and forgets what was written and added. */
    void backTo(int savepoint) {
        journal.backTo(savepoint);
    }

    /** Notes a statement, and takes its locks. */
    void add(Statement statement, Collection<TableLock> locks, Predicate<Name> isNew, Predicate<Name> isKnown) {
        statements++;
        if (statement instanceof Drop drop && drop.ifExists()) {
            locks.stream()
                    .map(TableLock::table)
                    .filter(table -> !isKnown.test(table) && !held.containsKey(table) && perhapsAbsent.add(table))
                    .forEach(table -> journal.add(() -> perhapsAbsent.remove(table)));
        }
        if (statement instanceof DataChange change) {
            write(change);
        }
        if (statement instanceof Other other && other.words().equals("set constraints")) {
            Map<String, DataChange> checked = new LinkedHashMap<>(written);
            journal.add(() -> written.putAll(checked));
            written.clear();
        }
        if (statement instanceof AlterObject alter && alter.change() instanceof AlterObject.AddValue) {
            newValues.add(alter);
            journal.add(() -> newValues.remove(alter));
        }
        for (TableLock lock : locks) {
            lock(lock, isNew);
        }
    }

    /** Takes the locks on views that a statement takes beside those on tables. */
    void addViews(Collection<TableLock> locks, Predicate<Name> isNew) {
        for (TableLock lock : locks) {
            if (!isNew.test(lock.table()) && views.putIfAbsent(lock.table(), lock) == null) {
                journal.add(() -> views.remove(lock.table()));
            }
        }
    }

    /** Something has that name from here on. */
    void give(String name) {
        if (given.add(name)) {
            journal.add(() -> given.remove(name));
        }
    }

    /** Tables have other names from here on; their locks stay. */
    void renamed(UnaryOperator<Name> names) {
        for (Name table : new ArrayList<>(held.keySet())) {
            Name to = names.apply(table);
            if (!to.equals(table)) {
                renamed(table, to);
            }
        }
    }

    private void renamed(Name from, Name to) {
        TableLock lock = held.remove(from);
        if (lock != null) {
            held.put(to, new TableLock(to, lock.mode(), lock.work(), lock.span()));
            journal.add(() -> {
                held.remove(to);
                held.put(from, lock);
            });
        }
        if (inUse.remove(from)) {
            inUse.add(to);
            journal.add(() -> {
                inUse.remove(to);
                inUse.add(from);
            });
        }
    }

    private void write(DataChange change) {
        boolean counted = change instanceof DataChange.Insert insert && insert.counted();
        String key = change.table() + " " + change.getClass().getSimpleName() + counted;
        if (written.putIfAbsent(key, change) == null) {
            journal.add(() -> written.remove(key));
        }
    }

    private void lock(TableLock lock, Predicate<Name> isNew) {
        Name table = lock.table();
        if (lock.mode().blocksReads() && !inUse.contains(table) && !isNew.test(table)) {
            inUse.add(table);
            journal.add(() -> inUse.remove(table));
        }
        TableLock before = held.get(table);
        if (before == null) {
            held.put(table, lock);
            journal.add(() -> held.remove(table));
        } else if (before.mode().compareTo(lock.mode()) < 0) {
            held.put(table, lock);
            journal.add(() -> held.put(table, before));
        }
    }
}
