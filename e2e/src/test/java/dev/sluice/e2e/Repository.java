package dev.sluice.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files that the tests take as a user does. */
final class Repository {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path CHART = ROOT.resolve("helm/sluice");
    /** The chart in its first version. */
    static final Path FIRST_CHART = Path.of("src/test/resources/first-chart/sluice-0.1.0.tgz");

    static final Path PROMETHEUS_OPERATOR =
            ROOT.resolve("helm/tests/src/test/resources/prometheus-operator-stand-in.yaml");
    static final Path PROGRAM = ROOT.resolve("operator/target/quarkus-app");
    /** The command-line tool, as it is put into the image. */
    static final Path CLI = ROOT.resolve("cli/target");

    static final Path IMAGE = ROOT.resolve("target/sluice-operator.tar");
    static final Path BILL_OF_MATERIALS = ROOT.resolve("target/sluice-operator.cdx.json");

    private Repository() {}

    /** The image of the operator in the format of {@code docker save}. */
    static Path image() {
        if (!Files.isRegularFile(IMAGE)) {
            throw new IllegalStateException(IMAGE + " is missing: make e2e builds it first");
        }
        return IMAGE;
    }
}
