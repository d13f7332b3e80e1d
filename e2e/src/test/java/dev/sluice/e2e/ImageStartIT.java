package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What image/start.sh makes of the base images that users name. */
class ImageStartIT {

    private static final Path OWN_BASE = Path.of(
                    System.getenv().getOrDefault("SLUICE_CACHE", System.getProperty("user.home") + "/.cache/sluice"))
            .resolve("image-base.tar");

    @TempDir
    private Path folder;

    private record Made(int status, String said, String options) {}

    @BeforeEach
    void thereIsABase() {
        assumeThat(OWN_BASE)
                .as("a base with a Java of its own, which BASE=debian makes")
                .exists();
    }

    @Test
    void aBaseInTheFormOfDockerSaveGivesAnArchiveOfClassesAlsoBehindAProxy() throws Exception {
        Path base = changed("mkdir layer && mv layer.tar layer/ && sed -i s,layer.tar,layer/layer.tar, manifest.json");

        Made made = make("tar://" + base);

        assertThat(made.said()).contains("MB of classes").doesNotContain("lacks");
        assertThat(made.options()).contains("-XX:SharedArchiveFile=/sluice/sluice-operator.jsa");
    }

    @Test
    void aJavaWithoutAnArchiveOfItsOwnClassesIsSaidAndUsed() throws Exception {
        Path base = changed("mkdir root && tar -xf layer.tar -C root && rm root/opt/java/lib/server/classes*.jsa"
                + " && tar -cf layer.tar -C root opt && rm -r root");

        Made made = make("tar://" + base);

        assertThat(made.status()).as(made.said()).isZero();
        assertThat(made.said()).contains("no archive of its own classes");
        assertThat(made.options()).isBlank();
    }

    @Test
    void aBaseWithoutAJavaThereIsSaidAndUsed() throws Exception {
        Path base = changed("mkdir etc && tar -cf layer.tar etc");

        Made made = make("tar://" + base);

        assertThat(made.status()).as(made.said()).isZero();
        assertThat(made.said()).contains("there is no Java in /opt/java");
        assertThat(made.options()).isBlank();
    }

    @Test
    void theJavaOfThisMachineIsNotTakenForTheBases() throws Exception {
        Path base = changed("mkdir opt && ln -s " + System.getProperty("java.home") + " opt/java"
                + " && tar -cf layer.tar opt && rm -r opt");

        Made made = make("tar://" + base);

        assertThat(made.status()).as(made.said()).isZero();
        assertThat(made.said()).contains("holds a link instead of a Java");
        assertThat(made.options()).isBlank();
    }

    @Test
    void ofTwoImagesNoneIsTaken() throws Exception {
        Path base = changed("sed -i 's/^\\[\\(.*\\)\\]$/[\\1,\\1]/' manifest.json");

        Made made = make("tar://" + base);

        assertThat(made.status()).isNotZero();
        assertThat(made.said()).contains("that file holds 2 images: save one");
    }

    @Test
    void aFileThatIsMissingIsNamed() throws Exception {
        Made made = make("tar://" + folder.resolve("none.tar"));

        assertThat(made.status()).isNotZero();
        assertThat(made.said()).contains("there is no file " + folder.resolve("none.tar"));
    }

    private Path changed(String command) throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Path base = folder.resolve("base.tar");
        run(open, "tar -xf " + OWN_BASE + " && " + command + " && tar -cf " + base + " .");
        return base;
    }

    private Made make(String base) throws Exception {
        Path target = folder.resolve("start");
        Process process = bash(Repository.ROOT, "image/start.sh " + Repository.PROGRAM + " " + base + " " + target);
        String said = output(process);
        Path options = target.resolve("sluice-operator.options");
        return new Made(process.exitValue(), said, Files.exists(options) ? Files.readString(options) : "");
    }

    private static void run(Path where, String command) throws Exception {
        Process process = bash(where, command);
        assertThat(output(process)).as(command).isEmpty();
        assertThat(process.exitValue()).as(command).isZero();
    }

    private static Process bash(Path where, String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(where.toFile())
                .redirectErrorStream(true);
        // Nobody answers there.
        builder.environment().put("HTTPS_PROXY", "http://127.0.0.1:9");
        builder.environment().put("HTTP_PROXY", "http://127.0.0.1:9");
        builder.environment().remove("NO_PROXY");
        return builder.start();
    }

    private static String output(Process process) throws Exception {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said;
    }
}
