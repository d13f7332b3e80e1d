package dev.sluice.api.schema;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DatabaseClusterCrdTest {

    private final CrdGeneration generation = new CrdGeneration(DatabaseCluster.class);

    @Test
    void theCommittedDefinitionIsCurrent() throws Exception {
        new GoldenFile(Path.of("src/main/resources/META-INF/sluice/databaseclusters.sluice.dev-v1.yml"))
                .matches(generation.yaml());
    }
}
