package dev.sluice.analysis.migration;

import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.UsedViews;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Other;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import dev.sluice.sql.script.TransactionCommand;
import dev.sluice.sql.script.TransactionState;
import java.util.ArrayDeque;
import java.util.Deque;
import org.pcollections.PSet;

/** Follows the transactions, what they undo, and the session's settings through the parts of a file. */
final class TransactionFlow {

    private final MigrationAnalysis.Numbering numbers;
    private final Session given;
    private Transaction transaction;
    private Session session;
    private Session atBegin;
    private Schema schemaAtBegin;
    private final UsedViews usedViews = new UsedViews();
    private final DroppedAtCommit temporary = new DroppedAtCommit();
    private final Deque<Savepoint> savepoints = new ArrayDeque<>();

    private record Savepoint(String name, Session session, Schema schema, PSet<Name> temporary, int taken) {}

    TransactionFlow(MigrationAnalysis.Numbering numbers, Session given, Schema schema) {
        this.numbers = numbers;
        this.given = given;
        session = given;
        atBegin = given;
        schemaAtBegin = schema;
        transaction = new Transaction(numbers.next(), TransactionState.NONE, null);
    }

    Transaction transaction() {
        return transaction;
    }

    /** Whether what runs stands in the body of {@code DO} or of a routine. */
    boolean isInBody() {
        return transaction().isInBody();
    }

    /** What is known of views over all of them. */
    UsedViews usedViews() {
        return usedViews;
    }

    Session session() {
        return session;
    }

    /** Where what has been set is no longer certain. */
    void set(Session uncertain) {
        session = uncertain;
    }

    /** At the begin of a migration, which may run in a session of its own. */
    void restart() {
        session = given;
    }

    /** At the begin of a part of the file. */
    void begin(Wrapping wrapping, String text, Span part, Schema schema) {
        TransactionState state = switch (wrapping) {
            case NONE -> TransactionState.NONE;
            case TRANSACTION -> TransactionState.TOOL;
            case ONE_MESSAGE -> hasSeveralStatements(text, part) ? TransactionState.MESSAGE : TransactionState.NONE;
        };
        atBegin = session;
        schemaAtBegin = schema;
        savepoints.clear();
        transaction = new Transaction(numbers.next(), state, null);
    }

    /** At the end of a part of the file: what is left of that schema. */
    Schema end(Schema schema) {
        transaction.ended(schema);
        session = session.afterTransaction();
        return temporary.droppedFrom(schema).searching(session.value("search_path"));
    }

    /** What the statement makes is a part of the transaction. */
    void made(Statement statement, String text) {
        temporary.add(statement, text);
    }

    /**
     * Behind a statement: what is left of the schema that it has made. What a transaction has made is gone when it is rolled
     * back.
     */
    Schema after(Statement statement, Schema schema) {
        if (statement instanceof SessionCommand.SetParameter set) {
            session = session.after(set, transaction.isBlock());
            return schema.searching(session.value("search_path"));
        }
        TransactionCommand command =
                statement instanceof SessionCommand.Transaction control ? control.command() : TransactionCommand.NONE;
        TransactionState before = transaction.state();
        TransactionState state = before.after(command);
        Schema left = transaction(command, savepoint(statement, command, schema));
        boolean sameBlock = before.open() && state.open() && before.block() == state.block();
        if (!sameBlock) {
            transaction.ended(schema);
            left = temporary.droppedFrom(left);
            Span begin = command == TransactionCommand.BEGIN ? statement.span() : null;
            transaction = new Transaction(numbers.next(), state, begin);
            session = before.open() ? afterTransaction(command) : session;
            atBegin = session;
            savepoints.clear();
        } else if (!state.equals(before)) {
            transaction.become(state, statement.span());
        }
        if (statement instanceof Other other && other.words().startsWith("discard all")) {
            session = session.reset();
        }
        return left.searching(session.value("search_path"));
    }

    private Schema transaction(TransactionCommand command, Schema schema) {
        boolean open = transaction.isBlock();
        switch (command) {
            case BEGIN -> schemaAtBegin = open ? schemaAtBegin : schema;
            case COMMIT, COMMIT_AND_CHAIN -> schemaAtBegin = schema;
            case ROLLBACK, ROLLBACK_AND_CHAIN -> {
                return open ? schemaAtBegin : schema;
            }
            default -> {}
        }
        return schema;
    }

    /** What has been set, made and locked behind a savepoint is undone with the rest. */
    private Schema savepoint(Statement statement, TransactionCommand command, Schema schema) {
        String name = statement instanceof SessionCommand.Transaction control ? control.savepoint() : "";
        switch (command) {
            case SAVEPOINT ->
                savepoints.push(new Savepoint(name, session, schema, temporary.tables(), transaction.savepoint()));
            case RELEASE -> {
                forgetBehind(name);
                savepoints.poll();
            }
            case ROLLBACK_TO -> {
                forgetBehind(name);
                Savepoint reached = savepoints.peek();
                if (reached != null) {
                    session = reached.session();
                    temporary.backTo(reached.temporary());
                    transaction.backTo(reached.taken());
                    return reached.schema();
                }
            }
            default -> {}
        }
        return schema;
    }

    private void forgetBehind(String name) {
        while (!savepoints.isEmpty() && !savepoints.getFirst().name().equals(name)) {
            savepoints.pop();
        }
    }

    /** What a transaction has set is undone with the rest of it. */
    private Session afterTransaction(TransactionCommand command) {
        boolean undone = command == TransactionCommand.ROLLBACK || command == TransactionCommand.ROLLBACK_AND_CHAIN;
        return (undone ? atBegin : session).afterTransaction();
    }

    private static boolean hasSeveralStatements(String text, Span part) {
        ScriptReader reader = new ScriptReader(text, part.from(), part.to());
        int statements = 0;
        for (ScriptPart next = reader.next(); next != null && statements < 2; next = reader.next()) {
            statements += next instanceof dev.sluice.sql.script.Statement ? 1 : 0;
        }
        return statements > 1;
    }
}
