package dev.sluice.operator.migrationcheck;

import static dev.sluice.operator.migrationcheck.JobParts.analysis;
import static dev.sluice.operator.migrationcheck.JobParts.job;
import static dev.sluice.operator.migrationcheck.JobParts.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Credentials;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterSpec;
import dev.sluice.api.v1alpha1.Member;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.MigrationSource;
import dev.sluice.api.v1alpha1.Tls;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the pod of a run mounts, and what the analysis is told of it. */
class AnalysisInputsTest {

    private static final MigrationSource IMAGE = MigrationSource.image("shop/orders:1.4.2", "/app/db/migrations/");

    @Test
    void aConfigMapIsMountedWhereTheAnalysisBegins() {
        PodSpec pod = pod(job(Checks.ofConfigMap(), true));
        Container analysis = analysis(pod);

        assertThat(volume(pod).getConfigMap().getName()).isEqualTo("migrations");
        assertThat(analysis.getWorkingDir()).isEqualTo("/migrations");
        assertThat(analysis.getEnv()).singleElement().satisfies(variable -> {
            assertThat(variable.getName()).isEqualTo("SLUICE_SUMMARY_FILE");
            assertThat(variable.getValue()).isEqualTo("/dev/termination-log");
        });
        assertThat(analysis.getArgs()).endsWith("--", ".");
        assertThat(analysis.getVolumeMounts())
                .filteredOn(mount -> mount.getMountPath().equals("/migrations"))
                .singleElement()
                .satisfies(mount -> assertThat(mount.getReadOnly()).isTrue());
        assertThat(pod.getInitContainers()).isEmpty();
    }

    @Test
    void aVolumeIsOnlyRead() {
        PodSpec pod = pod(job(Checks.of(MigrationSource.volume("files", "db/migrations")), true));

        assertThat(volume(pod).getPersistentVolumeClaim().getClaimName()).isEqualTo("files");
        assertThat(volume(pod).getPersistentVolumeClaim().getReadOnly()).isTrue();
        assertThat(analysis(pod).getArgs()).endsWith("--", "db/migrations");
    }

    @Test
    void anImageIsMountedWhereThatIsPossible() {
        PodSpec pod = pod(job(Checks.of(IMAGE), true));

        assertThat(volume(pod).getImage().getReference()).isEqualTo("shop/orders:1.4.2");
        assertThat(volume(pod).getImage().getPullPolicy()).isEqualTo("IfNotPresent");
        assertThat(analysis(pod).getArgs()).endsWith("--", "app/db/migrations");
        assertThat(pod.getInitContainers()).isEmpty();
    }

    @Test
    void elsewhereAnImageCopiesItsFilesByItself() {
        PodSpec pod = pod(job(Checks.of(IMAGE), false));

        assertThat(volume(pod).getEmptyDir().getSizeLimit()).isEqualTo(new Quantity("256Mi"));
        assertThat(pod.getInitContainers()).singleElement().satisfies(copy -> {
            assertThat(copy.getImage()).isEqualTo("shop/orders:1.4.2");
            assertThat(copy.getCommand()).containsExactly("cp", "-R", "/app/db/migrations", "/migrations/");
        });
        assertThat(analysis(pod).getArgs()).endsWith("--", "migrations");
        assertThat(analysis(pod).getVolumeMounts())
                .filteredOn(mount -> mount.getMountPath().equals("/migrations"))
                .singleElement()
                .satisfies(mount -> assertThat(mount.getReadOnly()).isTrue());
    }

    @Test
    void whatWasFoundEarlierIsAFileForTheAnalysisAlone() {
        MigrationCheck check = Checks.ofSpec("""
                source: {image: {reference: "shop/orders:1.4.2", path: /app/db}}
                baseline: {configMap: {name: known, key: found.json}}
                """);

        PodSpec pod = pod(job(check, false));

        List<String> arguments = analysis(pod).getArgs();
        String file = arguments.get(arguments.indexOf("--baseline") + 1);
        Volume volume = pod.getVolumes().stream()
                .filter(one -> one.getName().equals("baseline"))
                .findFirst()
                .orElseThrow();
        assertThat(volume.getConfigMap().getName()).isEqualTo("known");
        assertThat(volume.getConfigMap().getItems()).singleElement().satisfies(item -> {
            assertThat(item.getKey()).isEqualTo("found.json");
            assertThat(file).endsWith("/" + item.getPath());
        });
        assertThat(analysis(pod).getVolumeMounts()).anySatisfy(mount -> {
            assertThat(mount.getName()).isEqualTo("baseline");
            assertThat(file).startsWith(mount.getMountPath() + "/");
            assertThat(mount.getReadOnly()).isTrue();
        });
        assertThat(pod.getInitContainers())
                .singleElement()
                .satisfies(copy -> assertThat(copy.getVolumeMounts())
                        .noneMatch(mount -> mount.getName().equals("baseline")));
        assertThat(analysis(pod(job(Checks.of(IMAGE), false))).getArgs()).doesNotContain("--baseline");
    }

    @Test
    void theDatabasesSecretsComeAsFilesToTheAnalysisOnly() {
        DatabaseClusterSpec plain = DatabaseClusterSpec.of(
                "shop $(PATH)",
                new Credentials("monitor", "name", "word"),
                Member.of("a", "db-a.example.com", 5432),
                List.of());
        var cluster = new DatabaseCluster();
        cluster.setSpec(new DatabaseClusterSpec(
                plain.database(),
                plain.credentials(),
                new Tls(Tls.Mode.VERIFY_CA, new Tls.CaSecret("authority", "ca.pem"), null),
                plain.primary(),
                plain.replicas(),
                null,
                plain.probe(),
                plain.lag(),
                plain.routing(),
                plain.endpoints(),
                false));

        PodSpec pod = pod(AnalysisJob.of(
                Checks.of(IMAGE), "job", "abc", Checks.Settings.defaults(), false, CatalogAccess.of(cluster)));

        assertThat(analysis(pod).getArgs())
                .containsSubsequence(
                        "--catalog",
                        "postgresql://db-a.example.com:5432/shop%20%24%28PATH%29?sslmode=verify-ca"
                                + "&sslrootcert=/etc/sluice-catalog/ca.crt",
                        "--catalog-user-file",
                        "/etc/sluice-catalog/user",
                        "--catalog-password-file",
                        "/etc/sluice-catalog/password",
                        "--");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getProjected() != null)
                .singleElement()
                .satisfies(volume -> assertThat(volume.getProjected().getSources())
                        .extracting(source -> source.getSecret().getName() + " "
                                + source.getSecret().getItems().get(0).getKey() + " "
                                + source.getSecret().getItems().get(0).getPath())
                        .containsExactly("monitor name user", "monitor word password", "authority ca.pem ca.crt"));
        assertThat(pod.getInitContainers())
                .singleElement()
                .satisfies(copy -> assertThat(copy.getVolumeMounts())
                        .extracting("mountPath")
                        .containsExactly("/migrations"));
        assertThat(analysis(pod).getVolumeMounts()).extracting("mountPath").contains("/etc/sluice-catalog");
        assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(65532);
        assertThat(pod(job(Checks.ofConfigMap(), true)).getSecurityContext().getFsGroup())
                .isNull();
    }

    private static Volume volume(PodSpec pod) {
        return pod.getVolumes().stream()
                .filter(volume -> volume.getName().equals("migrations"))
                .findFirst()
                .orElseThrow();
    }
}
