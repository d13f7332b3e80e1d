package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The image, and what the operator in it needs. */
@Isolated
class ImageIT {

    /** Of an image on the base that image/base.sh makes; how large another base is, is not ours to say. */
    private static final long LARGEST = 200_000_000;

    private static final String OWN_BASE = "debian packages";

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void imageIsSmall() throws IOException {
        long unpacked = unpackedSize();
        Figures.megabytes("image, compressed (the archive)", Files.size(Repository.image()));
        Figures.megabytes("image, unpacked", unpacked);
        assumeThat(base()).as("the base of the image").isEqualTo(OWN_BASE);
        assertThat(unpacked).isLessThan(LARGEST);
    }

    @Test
    void billOfMaterialsHasAllJars() throws IOException {
        assumeThat(Repository.BILL_OF_MATERIALS)
                .as("Maven was offline, and makes the list of what is in the image only online")
                .exists();
        JsonNode bill = json.readTree(Repository.BILL_OF_MATERIALS.toFile());
        assertThat(libraries(Repository.PROGRAM)).isNotEmpty().isSubsetOf(jars(bill, true));
        assertThat(libraries(Repository.CLI)).isNotEmpty().isSubsetOf(jars(bill, false));
    }

    // Quarkus names them with their group, the command-line tool's Maven plugin does not.
    private static Set<String> jars(JsonNode bill, boolean withGroup) {
        return StreamSupport.stream(bill.at("/components").spliterator(), false)
                .map(component -> (withGroup ? component.at("/group").asText() + "." : "")
                        + component.at("/name").asText() + "-"
                        + component.at("/version").asText() + ".jar")
                .collect(Collectors.toSet());
    }

    private static List<String> libraries(Path program) throws IOException {
        try (Stream<Path> files = Files.walk(program.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
        }
    }

    @Test
    void startAndMemoryAreMeasured() throws IOException {
        Release release = new Release(K3s.cluster());
        release.install();
        measure(release, "two replicas at once");
        release.install("--set", "replicas=1", "--set", "resources.limits.cpu=1");
        measure(release, "one replica, one core");
        release.install();
    }

    private void measure(Release release, String how) throws IOException {
        for (Pod pod : release.pods()) {
            Instant started = Instant.parse(pod.getStatus()
                    .getContainerStatuses()
                    .get(0)
                    .getState()
                    .getRunning()
                    .getStartedAt());
            Instant ready = pod.getStatus().getConditions().stream()
                    .filter(condition -> condition.getType().equals("Ready"))
                    .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                    .findFirst()
                    .orElseThrow();
            Figures.seconds(
                    how + ": container started until its pod is Ready (whole seconds)",
                    Duration.between(started, ready));
            List<String> said = K3s.cluster()
                    .client()
                    .pods()
                    .inNamespace(Release.NAMESPACE)
                    .withName(pod.getMetadata().getName())
                    .getLog()
                    .lines()
                    .filter(line -> line.contains("started in"))
                    .toList();
            assertThat(said).hasSize(1);
            System.out.println("FIGURE  " + how + ", its log: "
                    + json.readTree(said.get(0)).at("/message").asText());
            assertThat(release.isMapped(pod.getMetadata().getName(), "sluice-operator.jsa"))
                    .as("the archive of classes is in use")
                    .isEqualTo(base().equals(OWN_BASE));
            Figures.megabytes(
                    how + ": memory of a replica at rest (VmRSS)",
                    release.residentMemory(pod.getMetadata().getName()));
        }
    }

    private String base() throws IOException {
        try (TarArchiveInputStream archive =
                new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(Repository.image())))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.getName().equals("config.json")) {
                    return json.readTree(archive.readAllBytes())
                            .at("/config/Labels/org.opencontainers.image.base.name")
                            .asText();
                }
            }
        }
        throw new AssertionError(Repository.image() + " has no config.json");
    }

    private static long unpackedSize() throws IOException {
        long size = 0;
        try (TarArchiveInputStream archive =
                new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(Repository.image())))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.getName().endsWith(".tar.gz")) {
                    size += new GZIPInputStream(archive).transferTo(OutputStream.nullOutputStream());
                }
            }
        }
        return size;
    }
}
