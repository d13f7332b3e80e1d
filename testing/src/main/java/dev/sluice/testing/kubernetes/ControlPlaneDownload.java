package dev.sluice.testing.kubernetes;

import dev.sluice.testing.process.Folders;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.binary.BinaryManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Downloads the programs with Fabric8's kube-api-test, which takes them from GitHub. */
final class ControlPlaneDownload implements ControlPlaneSource {

    private static final URI PROBED = URI.create("https://raw.githubusercontent.com/");
    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(5);
    private static final int LIMIT_MINUTES = 5;

    @Override
    public Optional<String> obtain(Path folder, Consumer<String> progress) {
        // The library's own connections have no time limit, so ask first whether there is a network at all.
        if (!reachable()) {
            return Optional.of("GitHub, which has it for download, does not answer");
        }
        progress.accept("downloading the Kubernetes control plane " + ControlPlaneBinaries.VERSION + ", once");
        Path target = Folders.scratch("controlplane-download");
        try {
            CompletableFuture.runAsync(() -> download(target)).get(LIMIT_MINUTES, TimeUnit.MINUTES);
            for (String name : List.of("etcd", "kube-apiserver", "kubectl")) {
                Files.move(find(target, name), folder.resolve(name));
            }
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of("the download failed (" + e.getCause() + ")");
        } catch (TimeoutException e) {
            return Optional.of("the download was not done within " + LIMIT_MINUTES + " minutes");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move the downloaded programs", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while downloading", e);
        } finally {
            Folders.delete(target);
        }
    }

    private static boolean reachable() {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(PROBE_PATIENCE).build();
        HttpRequest request = HttpRequest.newBuilder(PROBED)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .timeout(PROBE_PATIENCE)
                .build();
        try {
            client.send(request, HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void download(Path target) {
        BinaryManager downloader = new BinaryManager(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(target.toString())
                .withApiServerVersion(ControlPlaneBinaries.VERSION)
                .withOfflineMode(false)
                .withUpdateKubeConfig(false)
                .build());
        downloader.initAndDownloadIfRequired();
    }

    private static Path find(Path folder, String program) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith(program) && Files.isRegularFile(file))
                    .findFirst()
                    .orElseThrow(() -> new IOException(program + " is not in the download"));
        }
    }
}
