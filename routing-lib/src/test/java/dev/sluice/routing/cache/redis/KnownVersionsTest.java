package dev.sluice.routing.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.store.Dependencies;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownVersionsTest {

    private static final Dependencies ORDERS = Dependencies.of(List.of(), List.of("orders"));
    private static final Dependencies BOTH = Dependencies.of(List.of(), List.of("orders", "people"));
    private static final byte[] A = bytes("a");
    private static final byte[] B = bytes("b");
    private static final byte[] C = bytes("c");

    private final KeyNames names = new KeyNames("qcache", "test/orders");
    private final KnownVersions versions = new KnownVersions(names);

    @Test
    void whatWasReadIsKnownUntilItChanges() {
        assertThat(versions.of(ORDERS)).isNull();
        versions.moment(ORDERS).learn(List.of(A, B));
        assertThat(versions.of(ORDERS)).isDeepEqualTo(new byte[][] {A, B});
        assertThat(versions.of(Dependencies.of(List.of(), List.of("orders")))).isDeepEqualTo(new byte[][] {A, B});
        versions.changed(names.version("t:others"));
        versions.changed("something else");
        assertThat(versions.of(ORDERS)).isDeepEqualTo(new byte[][] {A, B});
        versions.changed(names.version("t:orders"));
        assertThat(versions.of(ORDERS)).isNull();
    }

    @Test
    void oneNameIsTheSameForAllThatDependOnIt() {
        versions.moment(ORDERS).learn(List.of(A, B));
        versions.moment(BOTH).learn(Arrays.asList(A, null, C));
        assertThat(versions.of(BOTH)).isDeepEqualTo(new byte[][] {A, B, C});
        versions.changed(names.version(Dependencies.EVERYTHING));
        assertThat(versions.of(ORDERS)).isNull();
        assertThat(versions.of(BOTH)).isNull();
    }

    @Test
    void whatHasChangedSinceItWasAskedForIsNotKept() {
        KnownVersions.Moment moment = versions.moment(ORDERS);
        versions.changed(names.version("t:orders"));
        moment.learn(List.of(A, B));
        assertThat(versions.of(ORDERS)).isNull();
        versions.moment(ORDERS).learn(List.of(A, C));
        assertThat(versions.of(ORDERS)).isDeepEqualTo(new byte[][] {A, C});
    }

    @Test
    void whatWasAskedForBeforeEverythingWasForgottenIsNotKept() {
        versions.moment(ORDERS).learn(List.of(A, B));
        KnownVersions.Moment moment = versions.moment(ORDERS);
        versions.changedAll();
        assertThat(versions.of(ORDERS)).isNull();
        moment.learn(List.of(A, B));
        assertThat(versions.of(ORDERS)).isNull();
        versions.moment(ORDERS);
        assertThat(versions.of(ORDERS)).isNull();
    }

    @Test
    void aMissingVersionIsNotKnown() {
        versions.moment(ORDERS).learn(Arrays.asList(A, null));
        assertThat(versions.of(ORDERS)).isNull();
    }

    @Test
    void beyondTheMostAllAreForgotten() {
        versions.moment(ORDERS).learn(List.of(A, B));
        int tag = 0;
        // One of them is everything's, and one that of orders.
        for (; tag < KnownVersions.MOST - 2; tag++) {
            versions.moment(Dependencies.of(List.of(), List.of("t" + tag)));
        }
        assertThat(versions.of(ORDERS)).isNotNull();
        versions.moment(Dependencies.of(List.of(), List.of("t" + tag)));
        assertThat(versions.of(ORDERS)).isNull();
    }

    private static byte[] bytes(String letter) {
        return letter.repeat(16).getBytes(StandardCharsets.US_ASCII);
    }
}
