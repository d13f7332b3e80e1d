package dev.sluice.analysis.migration;

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

/** Follows the transactions and the session's settings through the parts of a file. */
final class TransactionFlow {

    private static final String GIVEN = "given";

    private final MigrationAnalysis.Numbering numbers;
    private final Session given;
    private Transaction transaction;
    private Session session;
    private Session atBegin;
    private final Deque<Savepoint> savepoints = new ArrayDeque<>();

    private record Savepoint(String name, Session session) {}

    TransactionFlow(MigrationAnalysis.Numbering numbers, MigrationSettings settings) {
        this.numbers = numbers;
        Session locks = settings.lockTimeout() ? Session.NEW.with("lock_timeout", GIVEN) : Session.NEW;
        given = settings.statementTimeout() ? locks.with("statement_timeout", GIVEN) : locks;
        session = given;
        atBegin = given;
        transaction = new Transaction(numbers.next(), TransactionState.NONE, null);
    }

    Transaction transaction() {
        return transaction;
    }

    Session session() {
        return session;
    }

    /** At the begin of a migration, which may run in a session of its own. */
    void restart() {
        session = given;
    }

    /** At the begin of a part of the file. */
    void begin(Wrapping wrapping, String text, Span part) {
        TransactionState state = switch (wrapping) {
            case NONE -> TransactionState.NONE;
            case TRANSACTION -> TransactionState.TOOL;
            case ONE_MESSAGE -> hasSeveralStatements(text, part) ? TransactionState.MESSAGE : TransactionState.NONE;
        };
        atBegin = session;
        transaction = new Transaction(numbers.next(), state, null);
    }

    /** At the end of a part of the file. */
    void end() {
        session = session.afterTransaction();
    }

    void after(Statement statement) {
        if (statement instanceof SessionCommand.SetParameter set) {
            session = session.after(set, transaction.isBlock());
            return;
        }
        TransactionCommand command =
                statement instanceof SessionCommand.Transaction control ? control.command() : TransactionCommand.NONE;
        TransactionState before = transaction.state();
        TransactionState state = before.after(command);
        savepoint(statement, command);
        boolean sameBlock = before.open() && state.open() && before.block() == state.block();
        if (!sameBlock) {
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
    }

    /** What has been set behind a savepoint is undone with the rest. */
    private void savepoint(Statement statement, TransactionCommand command) {
        String name = statement instanceof SessionCommand.Transaction control ? control.savepoint() : "";
        switch (command) {
            case SAVEPOINT -> savepoints.push(new Savepoint(name, session));
            case RELEASE -> {
                forgetBehind(name);
                savepoints.poll();
            }
            case ROLLBACK_TO -> {
                forgetBehind(name);
                Savepoint reached = savepoints.peek();
                session = reached == null ? session : reached.session();
            }
            default -> {}
        }
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
