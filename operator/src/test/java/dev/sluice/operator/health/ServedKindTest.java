package dev.sluice.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServedKindTest {

    /** What is granted and never asked for would be missed in silence. */
    @Test
    void allThatIsGrantedIsAskedFor() throws IOException {
        Set<String> asked = new TreeSet<>();
        for (ServedKind kind : new ServedKind[] {ServedKind.CLUSTERS, ServedKind.CHECKS, ServedKind.POLICIES}) {
            asked.add("sluice.dev " + kind.plural() + " list");
            kind.rights()
                    .forEach(access -> access.verbs()
                            .forEach(verb -> asked.add(access.group() + " " + access.resource() + " " + verb)));
        }

        assertThat(asked).containsExactlyInAnyOrderElementsOf(granted());
    }

    private static Set<String> granted() throws IOException {
        Set<String> granted = new TreeSet<>();
        role().getRules()
                .forEach(rule -> rule.getApiGroups()
                        .forEach(group -> rule.getResources()
                                .forEach(resource -> rule.getVerbs()
                                        .forEach(verb -> granted.add(group + " " + resource + " " + verb)))));
        return granted;
    }

    private static ClusterRole role() throws IOException {
        Stream<HasMetadata> roles = Pattern.compile("\n---\n")
                .splitAsStream(Files.readString(Path.of("src", "main", "kubernetes", "rbac.yaml")))
                .map(document -> Serialization.unmarshal(document, HasMetadata.class));
        return roles.filter(ClusterRole.class::isInstance)
                .map(ClusterRole.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
