package dev.sluice.testing.kubernetes;

import dev.sluice.testing.tool.GoModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds the programs from Go modules, which come from the module proxy. */
final class ControlPlaneBuild implements ControlPlaneSource {

    private static final String RESOURCES = "/dev/sluice/testing/controlplane/";

    @Override
    public Optional<String> obtain(Path folder, Consumer<String> progress) {
        progress.accept("building etcd from Go modules, about half a minute, once");
        Optional<String> obstacle = new GoModule("etcd", RESOURCES + "etcd")
                .build(folder.resolve("etcd"), List.of("go.etcd.io/etcd/server/v3"), versionFlags(), progress);
        if (obstacle.isPresent()) {
            return obstacle;
        }
        progress.accept("building kube-apiserver and kubectl from Go modules, about five minutes on two cores, once");
        List<String> packages = List.of("k8s.io/kubernetes/cmd/kube-apiserver", "k8s.io/kubernetes/cmd/kubectl");
        return new GoModule("kubernetes", RESOURCES + "kubernetes").build(folder, packages, versionFlags(), progress);
    }

    private static String versionFlags() {
        String[] numbers = ControlPlaneBinaries.VERSION.split("\\.", -1);
        String prefix = "-X k8s.io/component-base/version.";
        return prefix + "gitVersion=v" + ControlPlaneBinaries.VERSION + " " + prefix + "gitMajor=" + numbers[0] + " "
                + prefix + "gitMinor=" + numbers[1];
    }
}
