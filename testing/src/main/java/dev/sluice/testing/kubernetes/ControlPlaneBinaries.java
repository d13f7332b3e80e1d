package dev.sluice.testing.kubernetes;

import dev.sluice.testing.process.Folders;
import dev.sluice.testing.tool.CachedFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The programs of a Kubernetes control plane.
 *
 * <p>They are looked for in the folder that {@code SLUICE_CONTROLPLANE_DIR} names (environment or system property), then
 * in the cache; else they are downloaded, or built from Go modules when they cannot be, and kept in the cache. A file
 * lock makes concurrent processes wait for the one that does the work.
 *
 * @param etcd the key-value store
 * @param kubeApiServer the API server
 * @param kubectl the command-line client
 */
public record ControlPlaneBinaries(Path etcd, Path kubeApiServer, Path kubectl) {

    /** The version of Kubernetes. */
    public static final String VERSION = "1.36.3";

    private static final String FOLDER_SETTING = "SLUICE_CONTROLPLANE_DIR";

    /**
     * Finds the programs, and makes them available when needed, which takes up to some minutes the first time.
     *
     * @param progress gets a sentence whenever something starts that takes long
     * @throws IllegalStateException when there is neither a network to download from nor Go to build with
     */
    public static synchronized ControlPlaneBinaries locate(Consumer<String> progress) {
        String configured = System.getProperty(FOLDER_SETTING, System.getenv(FOLDER_SETTING));
        if (configured != null && !configured.isBlank()) {
            return in(Path.of(configured))
                    .orElseThrow(() -> new IllegalStateException(FOLDER_SETTING + " is " + configured
                            + ", but etcd, kube-apiserver and kubectl are not all there as programs"));
        }
        Path folder = cacheFolder();
        return in(folder)
                .orElseGet(() -> make(folder, List.of(new ControlPlaneDownload(), new ControlPlaneBuild()), progress));
    }

    /** The folder in the cache that {@link #locate} fills. */
    static Path cacheFolder() {
        return Folders.cache().resolve("controlplane").resolve(VERSION + "-" + platform());
    }

    private static Optional<ControlPlaneBinaries> in(Path folder) {
        ControlPlaneBinaries binaries = new ControlPlaneBinaries(
                folder.resolve("etcd"), folder.resolve("kube-apiserver"), folder.resolve("kubectl"));
        boolean complete = Files.isExecutable(binaries.etcd)
                && Files.isExecutable(binaries.kubeApiServer)
                && Files.isExecutable(binaries.kubectl);
        return complete ? Optional.of(binaries) : Optional.empty();
    }

    /** Fills the folder from the first source that can, unless another process does so meanwhile. */
    static ControlPlaneBinaries make(Path folder, List<ControlPlaneSource> sources, Consumer<String> progress) {
        new CachedFolder(folder, "the Kubernetes control plane", path -> in(path).isPresent())
                .fill(incomplete -> obtain(incomplete, sources, progress), progress);
        return in(folder)
                .orElseThrow(() -> new IllegalStateException("the control plane in " + folder + " is incomplete"));
    }

    private static void obtain(Path folder, List<ControlPlaneSource> sources, Consumer<String> progress) {
        List<String> obstacles = new ArrayList<>();
        for (ControlPlaneSource source : sources) {
            Optional<String> obstacle = source.obtain(folder, progress);
            if (obstacle.isEmpty()) {
                return;
            }
            obstacles.add(obstacle.get());
        }
        throw new IllegalStateException("No Kubernetes control plane " + VERSION + " for this machine: "
                + String.join("; ", obstacles) + ". Put etcd, kube-apiserver and kubectl into a folder and name it in "
                + FOLDER_SETTING + ".");
    }

    static String platform() {
        String os = System.getProperty("os.name").startsWith("Mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch");
        return os + "-" + (machine.equals("aarch64") ? "arm64" : machine.equals("x86_64") ? "amd64" : machine);
    }
}
