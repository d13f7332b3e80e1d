package dev.sluice.sql.script;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That a server is in a transaction when the state says so is compared with one, in ScriptConformanceIT. */
class TransactionTest {

    @ParameterizedTest
    @CsvSource({
        "BEGIN, BEGIN",
        "/* c */ begin work isolation level serializable, BEGIN",
        "start transaction, BEGIN",
        "start x, NONE",
        "commit, COMMIT",
        "end transaction, COMMIT",
        "commit and no chain, COMMIT",
        "commit work and chain, COMMIT_AND_CHAIN",
        "abort, ROLLBACK",
        "rollback transaction and chain, ROLLBACK_AND_CHAIN",
        "rollback to s, ROLLBACK_TO",
        "rollback work to savepoint s, ROLLBACK_TO",
        "rollback prepared 'x', FINISH_PREPARED",
        "commit prepared 'x', FINISH_PREPARED",
        "prepare transaction 'x', PREPARE",
        "prepare x as select 1, NONE",
        "savepoint s, SAVEPOINT",
        "release savepoint s, RELEASE",
        "\"begin\", NONE",
        "select 1, NONE",
        "'', NONE",
    })
    void commandsAreKnownByTheirWords(String sql, TransactionCommand command) {
        assertThat(TransactionCommand.of(sql, 0, sql.length())).isEqualTo(command);
    }

    @Test
    void aScriptOfItsOwnBeginsOutside() {
        TransactionState state = TransactionState.NONE;
        assertThat(state.open()).isFalse();
        assertThat(state.allows(TransactionCommand.COMMIT)).isFalse();
        state = state.after(TransactionCommand.COMMIT);
        assertThat(state).isEqualTo(TransactionState.NONE);
        state = state.after(TransactionCommand.BEGIN);
        assertThat(state).isEqualTo(new TransactionState(1, true, false));
        assertThat(state.allows(TransactionCommand.BEGIN)).isFalse();
        assertThat(state.after(TransactionCommand.BEGIN)).isEqualTo(state);
        assertThat(state.after(TransactionCommand.SAVEPOINT)).isEqualTo(state);
        state = state.after(TransactionCommand.COMMIT_AND_CHAIN);
        assertThat(state).isEqualTo(new TransactionState(2, true, false));
        state = state.after(TransactionCommand.PREPARE);
        assertThat(state).isEqualTo(new TransactionState(2, false, false));
        assertThat(state.allows(TransactionCommand.SAVEPOINT)).isFalse();
        assertThat(state.allows(TransactionCommand.NONE)).isTrue();
    }

    @Test
    void aScriptThatItsToolWrapsBeginsInside() {
        TransactionState state = TransactionState.TOOL;
        assertThat(state.allows(TransactionCommand.BEGIN)).isFalse();
        state = state.after(TransactionCommand.BEGIN);
        assertThat(state.byTool()).isTrue();
        state = state.after(TransactionCommand.COMMIT);
        assertThat(state.open()).isFalse();
        assertThat(state.after(TransactionCommand.BEGIN)).isEqualTo(new TransactionState(2, true, false));
    }

    @Test
    void aMessageOfSeveralStatementsIsAlwaysInside() {
        TransactionState state = TransactionState.MESSAGE;
        assertThat(state.isImplicit()).isTrue();
        assertThat(state.allows(TransactionCommand.BEGIN)).isTrue();
        assertThat(state.allows(TransactionCommand.COMMIT)).isFalse();
        assertThat(state.allows(TransactionCommand.FINISH_PREPARED)).isFalse();
        state = state.after(TransactionCommand.BEGIN);
        assertThat(state).isEqualTo(new TransactionState(1, true, false, true));
        assertThat(state.isImplicit()).isFalse();
        assertThat(state.allows(TransactionCommand.COMMIT)).isTrue();
        assertThat(state.after(TransactionCommand.BEGIN)).isEqualTo(state);
        state = state.after(TransactionCommand.COMMIT);
        assertThat(state).isEqualTo(new TransactionState(2, true, true, true));
        assertThat(state.after(TransactionCommand.ROLLBACK)).isEqualTo(new TransactionState(3, true, true, true));
    }
}
