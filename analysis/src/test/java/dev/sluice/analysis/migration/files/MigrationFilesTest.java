package dev.sluice.analysis.migration.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
        Charset utf32 = Charset.forName("UTF-32");
        assertRefused("\uFEFFselect 1".getBytes(utf32), "is in UTF-32");
        assertRefused("\uFEFFselect 1".getBytes(Charset.forName("UTF-32LE")), "is in UTF-32");
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
    void aPipeInAFolderIsNotPassedByWithoutAWord() throws Exception {
        makePipe(folder.resolve("1.sql"));
        makePipe(folder.resolve("notes"));
        assertThatThrownBy(this::read).hasMessageContaining("No regular file: 1.sql.");
        write("2.sql", "select 1");
        assertThat(new MigrationFiles(Layout.AUTO, SMALL).read(folder))
                .filteredOn(file -> file.remark() != null)
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.path()).endsWith("/1.sql");
                    assertThat(String.valueOf(file.remark()))
                            .contains("message=The file is not judged: it is no regular file");
                });
    }

    @Test
    void aPipeThatIsNamedItselfIsReadToItsEnd() throws Exception {
        Path pipe = folder.resolve("pipe");
        makePipe(pipe);
        Process writer = new ProcessBuilder("sh", "-c", "echo 'select 1' > \"$0\"", pipe.toString()).start();
        assertThat(new MigrationFiles(Layout.AUTO, SMALL).read(pipe))
                .singleElement()
                .satisfies(file -> assertThat(file.text()).isEqualTo("select 1\n"));
        assertThat(writer.waitFor()).isZero();
        assertThatThrownBy(() -> new MigrationFiles(Layout.AUTO, SMALL).read(Path.of("/dev/zero")))
                .isInstanceOf(UnreadableMigration.class)
                .hasMessageContaining("larger than 1 MiB");
    }

    @Test
    void whyAReadFailsIsSaidInWords() {
        assertThat(UnreadableMigration.of("db", new AccessDeniedException("db/old")))
                .hasMessage("db/old cannot be read: permission denied.");
        assertThat(UnreadableMigration.of("db", new NoSuchFileException("db/1.sql")))
                .hasMessage("db/1.sql cannot be read: it does not exist.");
        assertThat(UnreadableMigration.of("db", new IOException("Input/output error")))
                .hasMessage("db cannot be read: Input/output error.");
    }

    private static void makePipe(Path path) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
    }

    private void assertRefused(byte[] bytes, String message) {
        assertThatThrownBy(() -> new MigrationFiles(Layout.AUTO, SMALL).read("x.sql", new ByteArrayInputStream(bytes)))
                .isInstanceOf(UnreadableMigration.class)
                .hasMessageContaining("x.sql")
                .hasMessageContaining(message);
    }
}
