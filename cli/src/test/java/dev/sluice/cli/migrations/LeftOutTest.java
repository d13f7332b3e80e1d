package dev.sluice.cli.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.files.Layout;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a folder is not judged is said. */
class LeftOutTest {

    @TempDir
    Path folder;

    @Test
    void whatUndoesIsNamed() throws Exception {
        Files.writeString(folder.resolve("1_a.sql"), "select 1");
        Inputs none = new Inputs(Layout.AUTO, InputStream.nullInputStream());
        none.read(List.of(folder.toString()));
        assertThat(none.leftOut()).isNull();
        Files.writeString(folder.resolve("1_a.down.sql"), "drop table a");
        Inputs one = new Inputs(Layout.AUTO, InputStream.nullInputStream());
        one.read(List.of(folder.toString()));
        assertThat(one.leftOut())
                .isEqualTo("1 file is not judged, as what does not migrate forward: " + folder + "/1_a.down.sql.");
        for (int i = 2; i < 26; i++) {
            Files.writeString(folder.resolve(i + "_a.sql"), "select 1");
            Files.writeString(folder.resolve(i + "_a.down.sql"), "drop table a");
        }
        Inputs many = new Inputs(Layout.AUTO, InputStream.nullInputStream());
        many.read(List.of(folder.toString()));
        assertThat(many.leftOut()).startsWith("25 files are not judged").endsWith("20_a.down.sql and 5 more.");
    }

    @Test
    void filesThatAreNamedOneByOneComeInTheOrderOfTheirTool() throws Exception {
        List<String> flyway = files("V10__c.sql", "R__z.sql", "V9__b.sql");
        Inputs ordered = new Inputs(Layout.AUTO, InputStream.nullInputStream());
        assertThat(names(ordered.read(flyway))).containsExactly("V9__b.sql", "V10__c.sql", "R__z.sql");
        assertThat(ordered.asNamed()).isNull();
        assertThat(names(ordered.read(files("10.sql", "9.sql")))).containsExactly("9.sql", "10.sql");
        Files.createDirectories(folder.resolve("other"));
        assertThat(names(ordered.read(files("other/2.sql", "1.sql")))).containsExactly("2.sql", "1.sql");
        assertThat(ordered.asNamed()).startsWith("the files are judged in the order in which they are named");
    }

    @Test
    void theToolIsMadeOutByWhatIsRead() throws Exception {
        Inputs flyway = new Inputs(Layout.AUTO, InputStream.nullInputStream());
        assertThat(flyway.tool()).isEqualTo("auto");
        flyway.read(files("V10__c.sql", "V9__b.sql"));
        assertThat(flyway.tool()).isEqualTo("flyway");
        Inputs named = new Inputs(Layout.GOLANG_MIGRATE, InputStream.nullInputStream());
        named.read(files("1_a.up.sql"));
        assertThat(named.tool()).isEqualTo("golang-migrate");
        Files.createDirectories(folder.resolve("later"));
        Files.writeString(folder.resolve("later/1_a.up.sql"), "select 1");
        Inputs both = new Inputs(Layout.AUTO, InputStream.nullInputStream());
        both.read(List.of(
                folder.resolve("later").toString(), folder.resolve("V9__b.sql").toString()));
        assertThat(both.tool()).isEqualTo("flyway, golang-migrate");
    }

    private List<String> files(String... names) throws Exception {
        List<String> paths = new ArrayList<>();
        for (String name : names) {
            paths.add(Files.writeString(folder.resolve(name), "select 1").toString());
        }
        return paths;
    }

    private static List<String> names(List<MigrationFile> files) {
        return files.stream()
                .map(file -> file.path().substring(file.path().lastIndexOf('/') + 1))
                .toList();
    }

    @Test
    void whatTheUserNamesIsJudgedThoughItsFolderLeavesItOut() throws Exception {
        Files.writeString(folder.resolve("V1__a.sql"), "select 1");
        Path astray = Files.writeString(folder.resolve("V2_b.sql"), "drop table b");
        List<MigrationFile> files = new Inputs(Layout.AUTO, InputStream.nullInputStream())
                .read(List.of(folder.toString(), astray.toString()));
        assertThat(files)
                .hasSize(2)
                .allSatisfy(file -> assertThat(file.sections()).hasSize(1));
    }
}
