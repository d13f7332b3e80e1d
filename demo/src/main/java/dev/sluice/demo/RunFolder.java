package dev.sluice.demo;

import java.nio.file.Path;

/**
 * The folder of one run, never shared with another one: {@code program} holds a copy of what is run, so that a build
 * does not disturb it, {@code logs} what the parts have written. The logs stay.
 *
 * @param repository the source tree, for the files that a user applies
 * @param path the folder itself, relative to the repository where possible, since people read it
 */
record RunFolder(Path repository, Path path) {

    Path example() {
        return repository.resolve("examples/databasecluster.yaml");
    }

    Path migrationCheck() {
        return repository.resolve("examples/migrationcheck.yaml");
    }

    /** More checks of the migrations of that example, as they were applied. */
    Path laterChecks() {
        return path.resolve("migrationchecks.yaml");
    }

    Path cachePolicy() {
        return repository.resolve("examples/querycachepolicy-minimal.yaml");
    }

    Path crds() {
        return repository.resolve("crds/src/main/resources/META-INF/sluice");
    }

    Path operatorRights() {
        return repository.resolve("operator/src/main/kubernetes/rbac.yaml");
    }

    Path operatorJar() {
        return path.resolve("program/operator/quarkus-run.jar");
    }

    Path sampleJar() {
        return path.resolve("program/sample/sluice-sample-app.jar");
    }

    Path cliJar() {
        return path.resolve("program/cli/sluice.jar");
    }

    /** What the stand-in for a kubelet gives to Jobs. */
    Path jobs() {
        return path.resolve("jobs");
    }

    Path logs() {
        return path.resolve("logs");
    }

    /** What kubectl is told to use. */
    Path kubeConfig() {
        return path.resolve("kubeconfig");
    }

    /** What the operator uses: a user with its rights and no more. */
    Path operatorKubeConfig() {
        return path.resolve("operator-kubeconfig");
    }

    /** The example as it was applied. */
    Path applied() {
        return path.resolve("databasecluster.yaml");
    }

    /** Where the application finds the endpoint document. */
    Path mount() {
        return path.resolve("mounted/endpoints");
    }

    /** The example of a cache policy as it was applied. */
    Path appliedPolicy() {
        return path.resolve("querycachepolicy.yaml");
    }

    /** Where the application finds the cache policy. */
    Path cacheMount() {
        return path.resolve("mounted/cache");
    }

    /** Where the application finds its user and password. */
    Path credentials() {
        return path.resolve("mounted/credentials");
    }
}
