package dev.sluice.analysis.migration.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import dev.sluice.sql.script.Statement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationFilesTest {

    private static final ReadLimits SMALL = new ReadLimits(1 << 20, 3 << 20, 6);

    private final List<String> back = new ArrayList<>();

    @TempDir
    Path folder;

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
        assertThat(read()).containsExactly("1.sql TRANSACTION select 1;", "2.sql ONE_MESSAGE select 2;");
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
    void whatIsNoMigrationOfTheToolIsNamed() throws Exception {
        write("V1__a.sql", "select 1");
        write("V2_typo.sql", "drop table a");
        write("v11__x.sql", "drop table b");
        write("V9_2__x.SQL", "drop table c");
        write("B8__base.sql", "create table a ()");
        assertThat(remarks())
                .containsExactly(
                        "B8__base.sql LEFT_OUT The file is not judged: it is a baseline, which Flyway runs on an empty"
                                + " database only.",
                        "V2_typo.sql LEFT_OUT The file is not judged: it has no name of which Flyway runs files, such as"
                                + " V7__orders.sql or R__views.sql.",
                        "V9_2__x.SQL LEFT_OUT The file is not judged: it has no name of which Flyway runs files, such as"
                                + " V7__orders.sql or R__views.sql.",
                        "v11__x.sql LEFT_OUT The file is not judged: it has no name of which Flyway runs files, such as"
                                + " V7__orders.sql or R__views.sql.");
    }

    @Test
    void twoFilesOfOneVersionAreNamed() throws Exception {
        write("V1__a.sql", "select 1");
        write("V1.0__b.sql", "select 2");
        write("V2__c.sql", "select 3");
        assertThat(remarks())
                .singleElement()
                .asString()
                .startsWith("V1__a.sql REFUSED The file has the version of ")
                .endsWith("V1.0__b.sql, and Flyway runs nothing where two files have one version.");
    }

    @Test
    void aFileWithoutAPartThatGoesForwardIsNamed() throws Exception {
        write("1.sql", "-- +goose Up\nselect 1;\n");
        write("2.sql", "DROP TABLE a;\n");
        assertThat(remarks())
                .containsExactly("2.sql LEFT_OUT Nothing of the file is judged: for goose it has no part that migrates"
                        + " PostgreSQL forward.");
    }

    @Test
    void whatIsWrittenInAnotherFormThanSqlIsNamed() throws Exception {
        write("a.sql", "--liquibase formatted sql\n--changeset ann:1\nselect 1;\n");
        write(
                "b.xml",
                "<databaseChangeLog><changeSet id='2'><dropTable tableName='a'/></changeSet></databaseChangeLog>");
        write("master.yaml", "databaseChangeLog:\n- includeAll:\n    path: .\n");
        write("pom.xml", "<project/>");
        assertThat(remarks())
                .containsExactly("b.xml LEFT_OUT The file is not judged: it is a migration of liquibase in another form"
                        + " than SQL, and what it does is not known.");
    }

    @Test
    void aMigrationOfGooseInGoIsNamed() throws Exception {
        write("1.sql", "-- +goose Up\nselect 1;\n");
        write("00004_x.go", "package migrations\n");
        write("00004_x_test.go", "package migrations\n");
        write("embed.go", "package migrations\n");
        assertThat(remarks()).singleElement().asString().startsWith("00004_x.go LEFT_OUT");
    }

    @Test
    void aChangesetNamesWhatEndsItsStatements() throws Exception {
        write("one.sql", """
            --liquibase formatted sql
            --changeset ann:1 endDelimiter:@@
            select '@@' -- @@
            @@
            drop table a@@
            --changeset ann:2 endDelimiter:GO stripComments:false
            select go
            go
            drop table b
            GO
            --changeset ann:3 endDelimiter:/
            select 4 / 2
            /
            drop table c
            /
            --changeset ann:4 endDelimiter:\\|\\|
            drop table d ||
            drop table e ||
            --changeset ann:5
            select 1 @@ 2;
            --changeset ann:6 runInTransaction:false splitStatements:false
            vacuum t;
            """);
        MigrationFile file = new MigrationFiles(Layout.AUTO, SMALL).read(folder).get(0);
        assertThat(file.remark()).isNull();
        assertThat(statements(file))
                .containsExactly(
                        "select '@@'",
                        "drop table a",
                        "select go",
                        "drop table b",
                        "select 4 / 2",
                        "drop table c",
                        "drop table d",
                        "drop table e",
                        "select 1 @@ 2",
                        "vacuum t");
        assertThat(file.sections().get(5).wrapping()).isEqualTo(Wrapping.ONE_MESSAGE);
    }

    @Test
    void aChangesetThatIsNotRunIsNotJudged() throws Exception {
        write("one.sql", """
            --liquibase formatted sql
            --changeset ann:1 ignore:true
            drop table a;
            --changeset ann:2 ignore:false
            select 2;
            --changeset ann:3 endDelimiter:(a+)+ IGNORE:TRUE
            drop table b;
            """);
        assertThat(read()).containsExactly("one.sql TRANSACTION select 2;");
        assertThat(remarks())
                .containsExactly(
                        "one.sql PART_LEFT_OUT The changesets on lines 2, 6 say ignore:true, so Liquibase does not"
                                + " run them, and they are not judged.");
    }

    @ParameterizedTest
    @CsvSource({
        "ignore: true, true",
        "ignore :true, true",
        "'ignore:\"true\"', true",
        "ignore:truely, true",
        "ignore:${off}, true",
        "ignore:, true",
        "ignore:true ignore:false, true",
        "ignore:false ignore:true, false",
        "ignore:true labels:x, false",
        "ignore:True, false"
    })
    void aChangesetIsIgnoredByTheWordThatLiquibaseKnows(String attribute, boolean runs) throws Exception {
        write("one.sql", "--liquibase formatted sql\n--changeset ann:1 " + attribute + "\nselect 1;\n");
        assertThat(Liquibase.sections(Files.readString(folder.resolve("one.sql"))))
                .hasSize(runs ? 1 : 0);
    }

    @Test
    void linesThatLiquibaseLeavesOutAreNotJudged() throws Exception {
        write("one.sql", """
            --liquibase formatted sql
            --changeset ann:1 endDelimiter:go
            select 1;
            --ignoreLines:2
            drop table a;
            --changeset ann:2 ignore:true
            select 2
            -- IGNORELINES:1
            , 3
            , 4;
             --ignoreLines:1
            select 5;
            --ignoreLines:1 line
            select 6;
            --ignoreLines:start
            --ignoreLines:1
            drop table b
            go
            --ignoreLines:end
            select 7;
            --ignoreLines:start
            drop table c;
            """);
        MigrationFile file = new MigrationFiles(Layout.AUTO, SMALL).read(folder).get(0);
        assertThat(statements(file))
                .extracting(sql -> sql.replaceAll("\\s+", " "))
                .containsExactly("select 1", "select 2 , 4", "select 5", "select 6", "select 7");
        assertThat(file.sections()).hasSize(1);
        assertThat(remarks())
                .containsExactly("one.sql PART_LEFT_OUT Lines 4 to 6 are left out by ignoreLines, and are not judged."
                        + " Lines 8 to 9 are left out by ignoreLines, and are not judged."
                        + " Lines 15 to 19 are left out by ignoreLines, and are not judged."
                        + " Lines 21 to 22 are left out by ignoreLines, and are not judged.");
    }

    @Test
    void anEndOfStatementsThatIsNotFollowedIsNamed() throws Exception {
        write("one.sql", "--liquibase formatted sql\n--changeset ann:1 endDelimiter:(a+)+\ndrop table a aa\n");
        assertThat(remarks())
                .containsExactly(
                        "one.sql NOT_SPLIT The changeset on line 2 ends its statements with '(a+)+', which is not"
                                + " followed here, so statements in it may not have been seen.");
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
    void aMountedConfigMapIsReadThroughItsLinks() throws Exception {
        write("..2025/1.sql", "select 1");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2025"));
        Files.createSymbolicLink(folder.resolve("1.sql"), Path.of("..data/1.sql"));
        assertThat(read()).containsExactly("1.sql null select 1");
    }

    @Test
    void linksThatLeadOutAreRefused(@TempDir Path other) throws Exception {
        write("1.sql", "select 1");
        Files.writeString(other.resolve("secret.sql"), "select 2");
        Files.createSymbolicLink(folder.resolve("2.sql"), other.resolve("secret.sql"));
        assertThatThrownBy(this::read)
                .isInstanceOf(UnreadableMigration.class)
                .hasMessageContaining("2.sql is a link that leads out of " + folder);
    }

    @Test
    void linksInACircleAreRefused() throws Exception {
        Files.createSymbolicLink(folder.resolve("a.sql"), folder.resolve("b.sql"));
        Files.createSymbolicLink(folder.resolve("b.sql"), folder.resolve("a.sql"));
        assertThatThrownBy(this::read).isInstanceOf(UnreadableMigration.class).hasMessageContaining("link");
    }

    @Test
    void aFolderThatLinksToItsParentIsReadOnce() throws Exception {
        write("sub/1.sql", "select 1");
        Files.createSymbolicLink(folder.resolve("sub/up"), folder);
        assertThat(read()).hasSize(1);
    }

    @Test
    void whatIsNoUtf8TextIsRefused() {
        assertRefused("select 1".getBytes(StandardCharsets.UTF_16), "is in UTF-16");
        assertRefused("select 1".getBytes(StandardCharsets.UTF_16LE), "NUL byte at offset 1");
        assertRefused(new byte[] {'a', 'b', (byte) 0xC3, '('}, "not valid UTF-8 at offset 2");
    }

    @Test
    void aByteOrderMarkIsKept() throws Exception {
        write("1.sql", "\uFEFFselect 1");
        assertThat(read()).containsExactly("1.sql null \uFEFFselect 1");
    }

    @Test
    void tooMuchIsRefused() throws Exception {
        write("1.sql", "-".repeat((1 << 20) + 1));
        assertThatThrownBy(this::read).hasMessageContaining("1.sql is larger than 1 MiB");
        for (int i = 1; i < 5; i++) {
            write(i + ".sql", "-".repeat(1 << 20));
        }
        assertThatThrownBy(this::read).hasMessageContaining("more than 3 MiB of migrations");
        write("5.sql", "");
        write("6.sql", "");
        write("7.sql", "");
        assertThatThrownBy(this::read).hasMessageContaining("more than 6 files");
    }

    @Test
    void whatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> new MigrationFiles(Layout.AUTO, SMALL).read(folder.resolve("none")))
                .isInstanceOf(UnreadableMigration.class)
                .hasMessageContaining("does not exist");
        assertThatThrownBy(this::read).hasMessageContaining("holds no migration");
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

    private void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> new MigrationFiles(Layout.AUTO, SMALL).read("x.sql", new ByteArrayInputStream(bytes)))
                .isInstanceOf(UnreadableMigration.class)
                .hasMessageContaining("x.sql")
                .hasMessageContaining(message);
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Each section: file, wrapping, text. */
    private static List<String> statements(MigrationFile file) {
        List<String> statements = new ArrayList<>();
        String readable = file.source().readable();
        for (MigrationFile.Section section : file.sections()) {
            ScriptReader reader = new ScriptReader(
                    readable, section.span().from(), section.span().to());
            for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
                if (part instanceof Statement statement) {
                    statements.add(file.source().text().substring(statement.start(), statement.end()));
                }
            }
        }
        return statements;
    }

    private List<String> remarks() throws UnreadableMigration {
        return new MigrationFiles(Layout.AUTO, SMALL)
                .read(folder).stream()
                        .filter(file -> file.remark() != null)
                        .map(file -> folder.relativize(Path.of(file.path())) + " "
                                + file.remark().kind() + " " + file.remark().message())
                        .toList();
    }

    private List<String> read() throws UnreadableMigration {
        return new MigrationFiles(
                        Layout.AUTO,
                        SMALL,
                        file -> back.add(folder.relativize(Path.of(file)).toString()))
                .read(folder).stream()
                        .flatMap(file -> file.sections().stream()
                                .map(section -> folder.relativize(Path.of(file.path())) + " " + section.wrapping() + " "
                                        + section.span().in(file.text()).strip()))
                        .toList();
    }
}
