package dev.sluice.analysis.migration.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What looks like a migration and is none for the tool is named. */
class NoMigrationTest extends ReadFolder {

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
    void aFileThatGooseRefusesIsNamed() throws Exception {
        write("1.sql", "-- +goose Up\nselect 1;\n-- +goose Down\nselect 2;\n-- +goose Up\nselect 3;\n");
        assertThat(remarks())
                .containsExactly("1.sql REFUSED The file has \"-- +goose Up\" twice, and goose refuses it.");
    }

    @Test
    void aMigrationOfGooseInGoIsNamed() throws Exception {
        write("1.sql", "-- +goose Up\nselect 1;\n");
        write("00004_x.go", "package migrations\n");
        write("00004_x_test.go", "package migrations\n");
        write("embed.go", "package migrations\n");
        assertThat(remarks()).singleElement().asString().startsWith("00004_x.go LEFT_OUT");
    }
}
