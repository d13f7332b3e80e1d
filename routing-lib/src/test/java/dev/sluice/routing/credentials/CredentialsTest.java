package dev.sluice.routing.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {

    private static final Endpoint ENDPOINT =
            new Endpoint("r1", "host", 5432, Role.REPLICA, 1, null, EndpointState.HEALTHY, "", null, null);

    @TempDir
    private Path folder;

    @Test
    void theTextFormHidesThePassword() {
        assertThat(new Credentials("app", "s3cret")).hasToString("Credentials[user=app, password=***]");
    }

    @Test
    void filesAreReadAnewEachTimeWithoutTheirLastLineBreak() throws Exception {
        CredentialsSource source = CredentialsSource.folder(folder);
        write(folder, "app", "old\n");
        assertThat(source.read(ENDPOINT)).isEqualTo(new Credentials("app", "old"));
        write(folder, "app", "new\r\n");
        assertThat(source.read(ENDPOINT)).isEqualTo(new Credentials("app", "new"));
        write(folder, "app", " with spaces \n\n");
        assertThat(source.read(ENDPOINT)).isEqualTo(new Credentials("app", " with spaces \n"));
    }

    @Test
    void aMountedSecretIsReadBehindItsLink() throws Exception {
        CredentialsSource source = CredentialsSource.folder(folder, "login", "key");
        swap("1", "app", "one");
        assertThat(source.read(ENDPOINT)).isEqualTo(new Credentials("app", "one"));
        swap("2", "other", "two");
        assertThat(source.read(ENDPOINT)).isEqualTo(new Credentials("other", "two"));
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        Files.writeString(folder.resolve("username"), "app");
        assertThatThrownBy(() -> CredentialsSource.folder(folder).read(ENDPOINT))
                .isInstanceOfSatisfying(
                        CredentialsException.class,
                        e -> assertThat(e.getSQLState()).isEqualTo("28000"))
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("password");
    }

    private static void write(Path folder, String user, String password) throws IOException {
        Files.writeString(folder.resolve("username"), user);
        Files.writeString(folder.resolve("password"), password);
    }

    private void swap(String version, String user, String password) throws IOException {
        Path data = Files.createDirectory(folder.resolve("..version_" + version));
        Files.writeString(data.resolve("login"), user);
        Files.writeString(data.resolve("key"), password);
        Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), data.getFileName());
        Files.move(next, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
