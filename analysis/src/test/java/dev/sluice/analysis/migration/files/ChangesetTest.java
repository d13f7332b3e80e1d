package dev.sluice.analysis.migration.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.Wrapping;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the attributes of a changeset of Liquibase do. */
class ChangesetTest extends ReadFolder {

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
    void anEndOfStatementsThatIsNotFollowedIsNamed() throws Exception {
        write("one.sql", "--liquibase formatted sql\n--changeset ann:1 endDelimiter:(a+)+\ndrop table a aa\n");
        assertThat(remarks())
                .containsExactly(
                        "one.sql NOT_SPLIT The changeset on line 2 ends its statements with '(a+)+', which is not"
                                + " followed here, so statements in it may not have been seen.");
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
}
