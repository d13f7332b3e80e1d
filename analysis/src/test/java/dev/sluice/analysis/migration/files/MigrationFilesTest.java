package dev.sluice.analysis.migration.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links, encodings and sizes of what is read. */
class MigrationFilesTest extends ReadFolder {

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

    private void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> new MigrationFiles(Layout.AUTO, SMALL).read("x.sql", new ByteArrayInputStream(bytes)))
                .isInstanceOf(UnreadableMigration.class)
                .hasMessageContaining("x.sql")
                .hasMessageContaining(message);
    }
}
