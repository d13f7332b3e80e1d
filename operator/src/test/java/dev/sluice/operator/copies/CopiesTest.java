package dev.sluice.operator.copies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.operator.condition.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopiesTest {

    @Test
    void theNamespacesWithCopiesAreNamed() {
        Finding finding = new Copies(List.of("shop", "billing"), List.of()).finding();
        assertThat(finding.status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(finding.message()).isEqualTo("Copies of the ConfigMap are kept in shop, billing.");
    }

    @Test
    void theResourcesOwnNamespaceNeedsNone() {
        Finding finding = new Copies(List.of(), List.of()).finding();
        assertThat(finding.status()).isEqualTo(ConditionStatus.TRUE);
        assertThat(finding.message()).contains("the resource's own", "nothing to copy");
    }

    @Test
    void withoutAnOriginalThereAreNoneWhereSomeAreAskedFor() {
        assertThat(Copies.withoutOriginal(List.of())).isNull();
        assertThat(Copies.withoutOriginal(List.of("shop")))
                .satisfies(copies -> assertThat(copies.finding().reason()).isEqualTo("Pending"));
    }
}
