package dev.sluice.analysis.migration.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.migration.Wrapping;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangesetMarkTest {

    @ParameterizedTest
    @CsvSource({
        "runInTransaction:false, NONE",
        "RUNINTRANSACTION:False, NONE",
        "runInTransaction:no, NONE",
        "runInTransaction:true, TRANSACTION",
        "runInTransaction: false, TRANSACTION",
        "runInTransaction :false, TRANSACTION",
        "'runInTransaction:\"false\"', TRANSACTION",
        "runInTransaction:false runInTransaction:true, TRANSACTION",
        "runInTransaction:false splitStatements:false, ONE_MESSAGE",
        "runInTransaction:false splitStatements: false, NONE",
        "'runInTransaction:false splitStatements:\"false\"', NONE",
        "runInTransaction:false splitStatements:true, NONE",
        "runInTransaction:false rollbackSplitStatements:false, ONE_MESSAGE",
        "splitStatements:false, TRANSACTION"
    })
    void aTransactionIsWhatLiquibaseTakesForOne(String attributes, Wrapping wrapping) {
        assertThat(mark(attributes).wrapping()).isEqualTo(wrapping);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "labels:x, none",
                "endDelimiter:@@, @@",
                "ENDDELIMITER:go, go",
                "endDelimiter: @@, ''",
                "'endDelimiter:\"@@\" labels:x', '\"@@\"'",
                "rollbackEndDelimiter:@@, none",
                "endDelimiter:/ endDelimiter:go, go"
            })
    void theEndOfStatementsIsWhatStandsThere(String attributes, @Nullable String delimiter) {
        assertThat(mark(attributes).delimiter()).isEqualTo(delimiter);
    }

    @ParameterizedTest
    @CsvSource({
        "labels:x, true",
        "dbms:postgresql, true",
        "DBMS:PostgreSQL, true",
        "dbms: postgresql, true",
        "dbms:all, true",
        "'dbms:mysql,postgresql', true",
        "'dbms:mysql, postgresql', false",
        "'dbms:\"mysql,postgresql\"', true",
        "'dbms:\"postgresql\"', false",
        "'dbms:\"mysql\"', false",
        "dbms:mysql, false",
        "dbms:!mysql, true",
        "'dbms:!mysql,!h2', true",
        "'dbms:!mysql,h2', false",
        "dbms:!postgresql, false",
        "'dbms:postgresql,!postgresql', false",
        "'dbms:all,!postgresql', true",
        "'dbms:postgresql,none', false",
        "'dbms:,mysql', true",
        "dbms:${name}, true",
        "dbms:mysql dbms:postgresql, true"
    })
    void databasesAreThoseThatLiquibaseReads(String attributes, boolean runs) {
        assertThat(mark(attributes).isForPostgres()).isEqualTo(runs);
    }

    @Test
    void anAuthorMayHaveSeveralNames() {
        assertThat(Liquibase.sections("""
                --liquibase formatted sql
                --changeset Ann Lee:1
                select 1;
                --changeset "ann: a":"2 b" runInTransaction:false
                select 2;
                --changeset ann: 3
                select 3;
                """)).hasSize(3);
    }

    private static ChangesetMark mark(String attributes) {
        return new ChangesetMark("--changeset ann:1 " + attributes);
    }
}
