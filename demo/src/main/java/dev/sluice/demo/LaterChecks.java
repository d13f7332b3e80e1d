package dev.sluice.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** MigrationChecks of the example's migrations whose Jobs need more than those: a database to sign in to, an earlier report. */
final class LaterChecks {

    static final String BY_TEXT = "orders-migrations";
    static final String WITH_DATABASE = "orders-with-database";
    static final String WITH_BASELINE = "orders-with-baseline";

    private static final String RESOURCES = """
            apiVersion: sluice.dev/v1alpha1
            kind: MigrationCheck
            metadata:
              name: orders-with-database
            spec:
              source:
                configMap:
                  name: orders-migrations
              tool: Flyway
              databaseCluster: orders
            ---
            apiVersion: sluice.dev/v1alpha1
            kind: MigrationCheck
            metadata:
              name: orders-with-baseline
            spec:
              source:
                configMap:
                  name: orders-migrations
              tool: Flyway
              postgresVersion: 16
              baseline:
                configMap:
                  name: orders-migrations-report
            """;

    private final Site site;

    LaterChecks(Site site) {
        this.site = site;
    }

    void apply() {
        try {
            Files.writeString(site.run().laterChecks(), RESOURCES);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + site.run().laterChecks(), e);
        }
        site.controlPlane()
                .kubectl()
                .run("apply", "-f", site.run().laterChecks().toString());
    }

    /** The status of its condition Passed; empty while it has none. */
    String passed(String check) {
        return get(check, "{.status.conditions[?(@.type==\"Passed\")].status}");
    }

    /** All that its conditions say. */
    String describe(String check) {
        return get(check, "{.status.conditions}");
    }

    private String get(String check, String path) {
        return site.controlPlane()
                .kubectl()
                .run("get", "migrationcheck", check, "-o", "jsonpath=" + path)
                .strip();
    }
}
