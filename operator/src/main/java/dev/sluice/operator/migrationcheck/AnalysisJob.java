package dev.sluice.operator.migrationcheck;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.JobResources;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.MigrationCheckSpec;
import dev.sluice.operator.kubernetes.Ownership;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Job of a run: the analysis in a pod that may do nothing but read the migrations. It fits the restricted Pod Security
 * Standard, has no token of a service account, and writes only what it prints. Pure.
 */
final class AnalysisJob {

    /** On each Job of ours, and on its pods; the only ones that are watched. */
    static final String COMPONENT_LABEL = DatabaseCluster.GROUP + "/component";

    static final String COMPONENT = "migration-analysis";

    /** Names the resource, where its name is short enough for a label. */
    static final String CHECK_LABEL = DatabaseCluster.GROUP + "/migration-check";

    /** What the run was made of. */
    static final String INPUTS_ANNOTATION = DatabaseCluster.GROUP + "/inputs";

    /** The configuration that the analysis reads, brought to it as a file. */
    static final String CONFIGURATION_ANNOTATION = DatabaseCluster.GROUP + "/configuration";

    /** The container that analyses. */
    static final String CONTAINER = "analysis";

    /** How much an image's files may be when they are copied. */
    static final Quantity COPY_LIMIT = new Quantity("256Mi");

    private static final String CONFIGURATION_FOLDER = "/etc/sluice";
    private static final String CONFIGURATION_FILE = "sluice.yaml";
    /** A file that the kubelet makes in each container, and reads when it has ended. */
    private static final String TERMINATION_MESSAGE = "/dev/termination-log";

    private static final String TMP = "/tmp";
    private static final Quantity TMP_LIMIT = new Quantity("64Mi");
    private static final int LABEL_LIMIT = 63;

    private AnalysisJob() {}

    /**
     * Renders the Job.
     *
     * @param check whose migrations are analysed
     * @param name of the Job
     * @param inputs what the run is made of
     * @param settings image, command, and what all pods have in common
     * @param imageVolumes whether an image can be mounted as a volume
     * @param catalog the live database that it asks; null for none
     */
    static Job of(
            MigrationCheck check,
            String name,
            String inputs,
            CheckSettings settings,
            boolean imageVolumes,
            @Nullable CatalogAccess catalog) {
        MigrationCheckSpec spec = check.getSpec();
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace(check.getMetadata().getNamespace())
                .withName(name)
                .withLabels(labels(check))
                .withAnnotations(Map.of(INPUTS_ANNOTATION, inputs))
                .withOwnerReferences(Ownership.reference(check))
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(spec.backoffLimit())
                .withActiveDeadlineSeconds(spec.deadline().toSeconds())
                .withPodFailurePolicy(failurePolicy())
                .withTemplate(template(check, settings, SourceVolume.of(spec.source(), imageVolumes), catalog))
                .endSpec()
                .build();
    }

    static Map<String, String> labels(MigrationCheck check) {
        Map<String, String> labels = new HashMap<>();
        labels.put("app.kubernetes.io/name", "sluice");
        labels.put(COMPONENT_LABEL, COMPONENT);
        String name = check.getMetadata().getName();
        if (name.length() <= LABEL_LIMIT) {
            labels.put(CHECK_LABEL, name);
        }
        return labels;
    }

    // What the arguments or the files are wrong about does not get better by another pod; a node that is drained is no
    // failure of the analysis.
    private static PodFailurePolicy failurePolicy() {
        return new PodFailurePolicyBuilder()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName(CONTAINER)
                .withOperator("In")
                .withValues(AnalysisCommand.MISUSED)
                .endOnExitCodes()
                .endRule()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition("True", "DisruptionTarget")
                .endRule()
                .build();
    }

    private static PodTemplateSpec template(
            MigrationCheck check, CheckSettings settings, SourceVolume source, @Nullable CatalogAccess catalog) {
        MigrationCheckSpec spec = check.getSpec();
        ResourceRequirements resources = resources(spec.resources());
        JobPod pod = settings.pod().orElse(JobPod.PLAIN);
        BaselineVolume baseline = new BaselineVolume(spec.baseline());
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels(check))
                .withAnnotations(Map.of(CONFIGURATION_ANNOTATION, AnalysisConfiguration.yaml(spec)))
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withSecurityContext(podSecurity(settings, catalog != null))
                .withImagePullSecrets(Stream.concat(
                                spec.imagePullSecrets().stream().map(secret -> new LocalObjectReference(secret.name())),
                                pod.imagePullSecrets().stream())
                        .distinct()
                        .toList())
                .withNodeSelector(pod.nodeSelector())
                .withTolerations(pod.tolerations())
                .withPriorityClassName(pod.priorityClassName())
                .withInitContainers(source.before().stream()
                        .map(container -> hardened(container, source, resources))
                        .toList())
                .withContainers(analysis(settings, source, resources, catalog, baseline))
                .withVolumes(volumes(source, catalog, baseline))
                .endSpec()
                .build();
    }

    private static Container hardened(Container container, SourceVolume source, ResourceRequirements resources) {
        return new ContainerBuilder(container)
                .withResources(resources)
                .withSecurityContext(containerSecurity())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(source.mount(false))
                .build();
    }

    private static Container analysis(
            CheckSettings settings,
            SourceVolume source,
            ResourceRequirements resources,
            @Nullable CatalogAccess catalog,
            BaselineVolume baseline) {
        List<String> more = new ArrayList<>(catalog == null ? List.of() : catalog.arguments());
        more.addAll(baseline.arguments());
        String configuration = CONFIGURATION_FOLDER + "/" + CONFIGURATION_FILE;
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(settings.image().orElseThrow())
                .withImagePullPolicy(settings.imagePullPolicy())
                .withCommand(settings.command())
                .withArgs(AnalysisCommand.arguments(configuration, source.path(), more))
                .withWorkingDir(SourceVolume.FOLDER)
                .addNewEnv()
                .withName(AnalysisCommand.SUMMARY_FILE)
                .withValue(TERMINATION_MESSAGE)
                .endEnv()
                .withResources(resources)
                .withSecurityContext(containerSecurity())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(source.mount(true))
                .addNewVolumeMount()
                .withName("configuration")
                .withMountPath(CONFIGURATION_FOLDER)
                .withReadOnly(true)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath(TMP)
                .endVolumeMount()
                .addAllToVolumeMounts(catalog == null ? List.of() : List.of(catalog.mount()))
                .addAllToVolumeMounts(baseline.mounts())
                .build();
    }

    private static List<Volume> volumes(SourceVolume source, @Nullable CatalogAccess catalog, BaselineVolume baseline) {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(source.volume());
        volumes.add(new VolumeBuilder()
                .withName("configuration")
                .withNewDownwardAPI()
                .addNewItem()
                .withPath(CONFIGURATION_FILE)
                .withNewFieldRef("v1", "metadata.annotations['" + CONFIGURATION_ANNOTATION + "']")
                .endItem()
                .endDownwardAPI()
                .build());
        volumes.add(new VolumeBuilder()
                .withName("tmp")
                .withNewEmptyDir()
                .withSizeLimit(TMP_LIMIT)
                .endEmptyDir()
                .build());
        if (catalog != null) {
            volumes.add(catalog.volume());
        }
        volumes.addAll(baseline.volumes());
        return volumes;
    }

    private static ResourceRequirements resources(JobResources resources) {
        Map<String, Quantity> limits = new HashMap<>();
        limits.put("memory", new Quantity(resources.limits().memory()));
        String cpu = resources.limits().cpu();
        if (cpu != null) {
            limits.put("cpu", new Quantity(cpu));
        }
        return new ResourceRequirementsBuilder()
                .withRequests(Map.of(
                        "cpu", new Quantity(resources.requests().cpu()),
                        "memory", new Quantity(resources.requests().memory())))
                .withLimits(limits)
                .build();
    }

    private static PodSecurityContext podSecurity(CheckSettings settings, boolean withSecrets) {
        var security = new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile();
        settings.runAsUser().ifPresent(user -> security.withRunAsUser(user).withRunAsGroup(user));
        if (withSecrets) {
            // Where the platform assigns the user, it assigns this group as well.
            settings.runAsUser().ifPresent(security::withFsGroup);
        }
        return security.build();
    }

    private static SecurityContext containerSecurity() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }
}
