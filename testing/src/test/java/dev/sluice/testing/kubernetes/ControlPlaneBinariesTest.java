package dev.sluice.testing.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneBinariesTest {

    @TempDir
    private Path cache;

    @Test
    void firstSourceThatCanFillsTheCache() {
        Path folder = cache.resolve("1.2.3-linux");
        List<String> progress = new ArrayList<>();

        ControlPlaneBinaries made =
                ControlPlaneBinaries.make(folder, List.of(closed("no network"), new Working()), progress::add);

        assertThat(made.etcd()).isEqualTo(folder.resolve("etcd")).isExecutable();
        assertThat(made.kubeApiServer()).isEqualTo(folder.resolve("kube-apiserver"));
        assertThat(made.kubectl()).isEqualTo(folder.resolve("kubectl"));
        assertThat(progress).containsExactly("working");
    }

    @Test
    void completeCacheIsNotMadeAgain() {
        Path folder = cache.resolve("1.2.3-linux");
        ControlPlaneBinaries made = ControlPlaneBinaries.make(folder, List.of(new Working()), progress -> {});

        assertThat(ControlPlaneBinaries.make(folder, List.of(closed("not asked")), progress -> {}))
                .isEqualTo(made);
    }

    @Test
    void nothingIsKeptWhenEverySourceFailsAndTheMessageSaysWhatToDo() {
        Path folder = cache.resolve("1.2.3-linux");

        assertThatThrownBy(() -> ControlPlaneBinaries.make(
                        folder, List.of(closed("GitHub does not answer"), closed("Go is missing")), progress -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "GitHub does not answer; Go is missing. Put etcd, kube-apiserver and kubectl into")
                .hasMessageContaining("SLUICE_CONTROLPLANE_DIR");
        assertThat(folder).doesNotExist();
    }

    @Test
    void whatAnAbortedAttemptLeftIsReplaced() throws IOException {
        Path folder = cache.resolve("1.2.3-linux");
        Files.createDirectories(cache.resolve("1.2.3-linux.incomplete"));
        Files.writeString(cache.resolve("1.2.3-linux.incomplete").resolve("etcd"), "half");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("etcd"), "half");

        ControlPlaneBinaries made = ControlPlaneBinaries.make(folder, List.of(new Working()), progress -> {});

        assertThat(made.etcd()).hasContent("etcd");
        assertThat(cache.resolve("1.2.3-linux.incomplete")).doesNotExist();
    }

    private static ControlPlaneSource closed(String reason) {
        return (folder, progress) -> Optional.of(reason);
    }

    private static final class Working implements ControlPlaneSource {
        @Override
        public Optional<String> obtain(Path folder, Consumer<String> progress) {
            progress.accept("working");
            try {
                for (String name : List.of("etcd", "kube-apiserver", "kubectl")) {
                    Path program = Files.writeString(folder.resolve(name), name);
                    assertThat(program.toFile().setExecutable(true)).isTrue();
                }
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
