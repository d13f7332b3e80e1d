package dev.sluice.testing.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoToolTest {

    @TempDir
    private Path folder;

    @AfterEach
    void forget() {
        System.clearProperty("SLUICE_HELM");
    }

    @ParameterizedTest
    @EnumSource
    void versionIsThatOfTheModule(GoTool tool) throws IOException {
        String resource = "/dev/sluice/testing/tool/" + tool.program() + "/go.mod";
        try (InputStream in = GoTool.class.getResourceAsStream(resource)) {
            String module = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String required = tool.source().substring(0, tool.source().indexOf("/cmd/"));

            assertThat(module).contains("tool " + tool.source()).contains(required + " v" + tool.version());
        }
    }

    @Test
    void programThatIsNamedIsUsed() throws IOException {
        Path program = Files.createFile(folder.resolve("helm"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        System.setProperty("SLUICE_HELM", program.toString());

        assertThat(GoTool.HELM.locate(progress -> {})).isEqualTo(program);
    }

    @Test
    void nameThatIsNoProgramIsRefused() {
        System.setProperty("SLUICE_HELM", folder.resolve("nothing").toString());

        assertThatThrownBy(() -> GoTool.HELM.locate(progress -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SLUICE_HELM is ")
                .hasMessageContaining("which is no program");
    }

    @Test
    void buildThatFailsIsAReasonWithItsLog() {
        GoModule module = new GoModule("etcd", "/dev/sluice/testing/controlplane/etcd");

        Optional<String> obstacle = module.build(folder.resolve("x"), List.of("./nowhere"), "", progress -> {});

        assertThat(obstacle)
                .hasValueSatisfying(reason ->
                        assertThat(reason).containsAnyOf("its build failed (log: ", "Go, which could build it"));
    }
}
