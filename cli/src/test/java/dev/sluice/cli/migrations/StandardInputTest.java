package dev.sluice.cli.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.migration.files.Layout;
import dev.sluice.cli.failure.CommandFailure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Standard input is the text of the file that it is named after. */
class StandardInputTest {

    private static final String TEXT = "select 42";

    @TempDir
    Path folder;

    private static Inputs inputs(@Nullable String name) {
        return new Inputs(Layout.AUTO, new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.UTF_8)), name);
    }

    private String write(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }

    @Test
    void withoutANameItHasNone() {
        assertThat(inputs(null).read(List.of("-")))
                .extracting(MigrationFile::path)
                .containsExactly("<stdin>");
    }

    @Test
    void itHasTheNameAndTheLayoutOfAFileThatThereNeedNotBe() {
        Inputs inputs = inputs("db/V1__a.sql");
        MigrationFile file = inputs.read(List.of("-")).get(0);
        assertThat(file.path()).isEqualTo("db/V1__a.sql");
        assertThat(file.text()).isEqualTo(TEXT);
        assertThat(file.sections()).extracting(MigrationFile.Section::wrapping).containsExactly(Wrapping.TRANSACTION);
        assertThat(inputs.tool()).isEqualTo("flyway");
    }

    @Test
    void inAFolderItIsReadAtThePlaceOfItsFile() throws Exception {
        write("db/V1__a.sql", "select 1");
        String name = write("db/V2__b.sql", "select 2");
        write("db/V3__c.sql", "select 3");
        for (List<String> paths : List.of(
                List.of("-", folder.resolve("db").toString()),
                List.of(folder.resolve("db").toString(), "-"))) {
            assertThat(inputs(name).read(paths))
                    .extracting(MigrationFile::text)
                    .containsExactly("select 1", TEXT, "select 3");
        }
    }

    @Test
    void theFolderTellsItsLayout() throws Exception {
        write("sqitch.plan", "a 2024\n");
        String name = write("deploy/a.sql", "select 1");
        Inputs inputs = inputs(name);
        assertThat(inputs.read(List.of(folder.toString(), "-")))
                .singleElement()
                .satisfies(file -> assertThat(file.text()).isEqualTo(TEXT))
                .satisfies(file -> assertThat(file.sections())
                        .extracting(MigrationFile.Section::wrapping)
                        .containsExactly(Wrapping.NONE));
        assertThat(inputs.tool()).isEqualTo("sqitch");
    }

    @Test
    void besideOtherFilesItComesInTheOrderOfTheirTool() throws Exception {
        String second = write("V2__b.sql", "select 2");
        String third = write("V3__c.sql", "select 3");
        String first = folder.resolve("V1__a.sql").toString();
        assertThat(inputs(first).read(List.of(third, second, "-")))
                .extracting(MigrationFile::text)
                .containsExactly(TEXT, "select 2", "select 3");
        assertThat(inputs(second).read(List.of(third, second, "-")))
                .extracting(MigrationFile::text)
                .containsExactly(TEXT, "select 3");
    }

    @Test
    void aNameOfNothingIsAMistake() {
        String message = "--stdin-name is the path of a file, and says nothing unless '-' is among the paths.";
        for (String name : List.of("", folder.toString())) {
            assertThatThrownBy(() -> inputs(name).read(List.of("-")))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessage(message);
        }
        assertThatThrownBy(() -> inputs("V1__a.sql").read(List.of(folder.toString())))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(message);
    }
}
