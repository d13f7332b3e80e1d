package dev.sluice.analysis.migration.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.Wrapping;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What each tool runs, in which order and in which transaction. */
class LayoutTest extends ReadFolder {

    @Test
    void aPlainFolderIsReadInTheOrderOfItsNumbers() throws Exception {
        write("10_c.sql", "select 10");
        write("9_b.sql", "select 9");
        write("sub/1_a.sql", "select 1");
        write("9_b.down.sql", "drop table b");
        write("notes.txt", "no");
        assertThat(read())
                .containsExactly("9_b.sql null select 9", "10_c.sql null select 10", "sub/1_a.sql null select 1");
    }

    @Test
    void flyway() throws Exception {
        write("V1_10__b.sql", "select 2");
        write("V1.9__a.sql", "select 1");
        write("R__views.sql", "select 4");
        write("U1.9__a.sql", "drop table a");
        write("V2__c.sql", "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);\nVACUUM t;");
        write("V3__d.sql", "SET lock_timeout = 1; CREATE INDEX CONCURRENTLY i ON t (a)");
        assertThat(read())
                .containsExactly(
                        "V1.9__a.sql TRANSACTION select 1",
                        "V1_10__b.sql TRANSACTION select 2",
                        "V2__c.sql NONE CREATE UNIQUE INDEX CONCURRENTLY i ON t (a);\nVACUUM t;",
                        "V3__d.sql TRANSACTION SET lock_timeout = 1; CREATE INDEX CONCURRENTLY i ON t (a)",
                        "R__views.sql TRANSACTION select 4");
    }

    @Test
    void flywaysSettingBesideAMigrationGoesFirst() throws Exception {
        write("V1__a.sql", "SET lock_timeout = 1; CREATE INDEX CONCURRENTLY i ON t (a)");
        write("V1__a.sql.conf", "# as the manual says\nexecuteInTransaction=false\nencoding=UTF-8\n");
        write("V2__b.sql", "VACUUM t");
        write("V2__b.sql.conf", "executeInTransaction = true");
        write("V3__c.sql", "select 3");
        write("V3__c.sql.conf", "placeholderReplacement=false");
        assertThat(read())
                .containsExactly(
                        "V1__a.sql NONE SET lock_timeout = 1; CREATE INDEX CONCURRENTLY i ON t (a)",
                        "V2__b.sql TRANSACTION VACUUM t",
                        "V3__c.sql TRANSACTION select 3");
        write("V3__c.sql.conf", "executeInTransaction=no");
        assertThatThrownBy(this::read)
                .isInstanceOf(UnreadableMigration.class)
                .hasMessageEndingWith("V3__c.sql.conf sets executeInTransaction to \"no\", expected true or false.");
    }

    @Test
    void whatFlywayRunsAroundMigrationsIsReadInItsPlace() throws Exception {
        write("V1__a.sql", "select 2");
        write("R__views.sql", "select 3");
        write("beforeMigrate.sql", "select 1");
        write("afterMigrate__grants.sql", "select 4");
        write("afterClean.sql", "select 5");
        write("U1__a.sql", "drop table a");
        assertThat(read())
                .containsExactly(
                        "beforeMigrate.sql TRANSACTION select 1",
                        "V1__a.sql TRANSACTION select 2",
                        "R__views.sql TRANSACTION select 3",
                        "afterMigrate__grants.sql TRANSACTION select 4");
        assertThat(back).containsExactly("U1__a.sql", "afterClean.sql");
    }

    @Test
    void liquibase() throws Exception {
        write("one.sql", """
            --liquibase formatted sql

            --changeset ann:1
            select 1;
            --rollback drop table a;

            -- Changeset ann:2 runInTransaction:false dbms:postgresql,h2
            select 2;

            --changeset bob:3 dbms:mysql
            select 3;
            """);
        assertThat(read())
                .containsExactly("one.sql TRANSACTION select 1;\n--rollback drop table a;", "one.sql NONE select 2;");
    }

    @Test
    void prisma() throws Exception {
        write("20250102_b/migration.sql", "select 2");
        write("20250101_a/migration.sql", "select 1");
        write("migration_lock.toml", "provider = \"postgresql\"");
        assertThat(read())
                .containsExactly(
                        "20250101_a/migration.sql ONE_MESSAGE select 1",
                        "20250102_b/migration.sql ONE_MESSAGE select 2");
    }

    @Test
    void goose() throws Exception {
        write("1.sql", """
                -- +goose Up
                select 1;
                -- +goose StatementBegin
                select 2;
                -- +goose StatementEnd
                -- +goose Down
                drop table a;""");
        write("2.sql", "-- +goose NO TRANSACTION\n-- +goose up\nselect 3;\n");
        assertThat(read())
                .containsExactly(
                        "1.sql TRANSACTION select 1;\n-- +goose StatementBegin\nselect 2;\n-- +goose StatementEnd",
                        "2.sql NONE select 3;");
    }

    @Test
    void dbmate() throws Exception {
        write("1.sql", "-- migrate:up\nselect 1;\n\n-- migrate:down\ndrop table a;\n");
        write("2.sql", "-- migrate:up transaction:false\nselect 2;\n-- migrate:down\n");
        write("3.sql", "-- migrate:up transaction:false\nBEGIN;\nselect 3;\nCOMMIT;\n-- migrate:down\nselect 4;\n");
        assertThat(read())
                .containsExactly(
                        "1.sql TRANSACTION select 1;",
                        "2.sql ONE_MESSAGE select 2;",
                        "3.sql NONE BEGIN;\nselect 3;\nCOMMIT;");
    }

    @Test
    void sqitch() throws Exception {
        write(
                "sqitch.plan",
                "%project=shop\n\nusers 2025-01-01T00:00:00Z Ann <a@b>\norders [users] 2025 Ann <a@b>\n@v1 2025 Ann\n");
        write("deploy/orders.sql", "select 2");
        write("deploy/users.sql", "select 1");
        write("revert/users.sql", "drop table users");
        assertThat(read()).containsExactly("deploy/users.sql NONE select 1", "deploy/orders.sql NONE select 2");
    }

    @Test
    void sqitchKeepsWhatAReworkedChangeWasInAFileWithItsTag() throws Exception {
        write("sqitch.plan", """
                %syntax-version=1.0.0
                a 2024-01-01T00:00:00Z Ann <a@b> # first
                + b [a] 2024-01-01T00:00:00Z Ann <a@b>
                @v1 2024-01-01T00:00:00Z Ann <a@b> # one
                c 2024-01-02T00:00:00Z Ann <a@b>
                @v2 2024-01-02T00:00:00Z Ann <a@b>
                b [b@v2 a] 2024-01-03T00:00:00Z Ann <a@b> # reworked
                @v3 2024-01-03T00:00:00Z Ann <a@b>
                -b [b@v3] 2024-01-04T00:00:00Z Ann <a@b> # again
                """);
        write("deploy/a.sql", "select 1");
        write("deploy/b.sql", "select 5");
        write("deploy/b@v1.sql", "select 2");
        write("deploy/b@v3.sql", "select 4");
        write("deploy/c.sql", "select 3");
        MigrationFiles files = new MigrationFiles(Layout.AUTO, new ReadLimits(1 << 20, 3 << 20, 20));
        assertThat(files.read(folder))
                .allSatisfy(file -> assertThat(file.remark()).isNull())
                .extracting(MigrationFile::text)
                .containsExactly("select 1", "select 2", "select 3", "select 4", "select 5");
        write("deploy/b@v2.sql", "select 6");
        assertThat(files.read(folder))
                .extracting(file -> folder.relativize(Path.of(file.path())).toString())
                .contains("deploy/b@v2.sql")
                .last()
                .isEqualTo("deploy/b@v1.sql");
    }

    @Test
    void aReworkedChangeWithoutItsFormerFileIsAnError() throws Exception {
        write("sqitch.plan", "a 2024\n@v1 2024\na [a@v1] 2024\n");
        write("deploy/a.sql", "select 1");
        assertThatThrownBy(this::read)
                .isInstanceOf(UnreadableMigration.class)
                .hasMessageEndingWith("deploy/a@v1.sql does not exist.");
    }

    @Test
    void golangMigrate() throws Exception {
        write("2_b.up.sql", "select 2");
        write("2_b.down.sql", "drop table b");
        write("10_c.up.sql", "select 10");
        assertThat(read()).containsExactly("2_b.up.sql ONE_MESSAGE select 2", "10_c.up.sql ONE_MESSAGE select 10");
    }

    @Test
    void whatOnlyLooksAsIfItUndidIsRead() throws Exception {
        write("005_scale_down.sql", "DROP TABLE orders");
        write("006_a_up.sql", "select 6");
        write("006_a_down.sql", "drop table a");
        write("007/up.sql", "select 7");
        write("007/down.sql", "drop table b");
        assertThat(read())
                .containsExactly(
                        "005_scale_down.sql null DROP TABLE orders",
                        "006_a_up.sql null select 6",
                        "007/up.sql null select 7");
        assertThat(back).containsExactly("006_a_down.sql", "007/down.sql");
    }

    @Test
    void whatBeginsItsOwnTransactionIsNotInAnotherOne() throws Exception {
        write("1.sql", "SET lock_timeout = '1s';\nBEGIN;\nselect 1;\nCOMMIT;");
        write("2.sql", "select 2;\nCOMMIT;");
        assertThat(read())
                .containsExactly(
                        "1.sql NONE SET lock_timeout = '1s';\nBEGIN;\nselect 1;\nCOMMIT;",
                        "2.sql null select 2;\nCOMMIT;");
    }

    @Test
    void whatIsSentAtOnceMayBeATransactionOfItsOwn() throws Exception {
        write("1_a.up.sql", "BEGIN;\nselect 1;\nCOMMIT;");
        write("2_b.up.sql", "BEGIN;\nselect 1;\nCOMMIT;\nselect 2;");
        assertThat(read())
                .containsExactly(
                        "1_a.up.sql NONE BEGIN;\nselect 1;\nCOMMIT;",
                        "2_b.up.sql ONE_MESSAGE BEGIN;\nselect 1;\nCOMMIT;\nselect 2;");
    }

    @Test
    void aSingleFileTellsItsLayoutByNameAndMarks() throws Exception {
        MigrationFiles files = new MigrationFiles(Layout.AUTO, SMALL);
        assertThat(files.read("<stdin>", stream("-- migrate:up\nselect 1;\n-- migrate:down\n"))
                        .sections())
                .hasSize(1)
                .allMatch(section -> section.wrapping() == Wrapping.TRANSACTION);
        Path file = write("V1__a.sql", "select 1");
        assertThat(files.read(file)).extracting(MigrationFile::path).containsExactly(file.toString());
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
