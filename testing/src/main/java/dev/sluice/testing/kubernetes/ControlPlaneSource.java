package dev.sluice.testing.kubernetes;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** A way to come by etcd, kube-apiserver and kubectl. */
interface ControlPlaneSource {

    /**
     * Puts the three programs into a folder.
     *
     * @param progress gets a sentence before something that takes long
     * @return empty when it is done, else the reason, as a clause, why this way is closed
     */
    Optional<String> obtain(Path folder, Consumer<String> progress);
}
