package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.operator.OperatorProcess;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A clean stop gives the lease back whenever it carries this replica's name. */
class LeaseIT {

    private static Platform platform;

    @BeforeAll
    static void start() {
        platform = Platform.create("lease");
    }

    @AfterAll
    static void stop() {
        platform.api().close();
    }

    @Test
    void itIsGivenBackThoughOthersWriteToItMeanwhile() throws InterruptedException, ExecutionException {
        ExecutorService writers = Executors.newFixedThreadPool(2);
        var ended = new AtomicBoolean();
        try (OperatorProcess operator = leader("contended", "6s")) {
            Future<?> one = writers.submit(() -> write("contended", "one", ended));
            Future<?> two = writers.submit(() -> write("contended", "two", ended));
            operator.stop();
            assertThat(platform.holder("contended")).isEmpty();
            assertThat(one.isDone()).as("it was contended to the end").isFalse();
            ended.set(true);
            one.get();
            two.get();
        } finally {
            ended.set(true);
            writers.shutdown();
        }
    }

    @Test
    void itIsGivenBackByOneThatHasJustSteppedBack() throws InterruptedException {
        try (OperatorProcess operator = leader("stepped-back", "12s")) {
            operator.suspend();
            Thread.sleep(Duration.ofMillis(8500).toMillis());
            operator.resume();
            await().atMost(Duration.ofSeconds(3))
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(
                            () -> assertThat(operator.metrics()).containsPattern("sluice_operator_leader\\{.*} 0.0"));
            assertThat(platform.holder("stepped-back")).startsWith("stepped-back_");
            operator.stop();
            assertThat(platform.holder("stepped-back")).isEmpty();
        }
    }

    @Test
    void aDurationThatNobodyCouldLeadByIsRefusedInASentence() throws IOException {
        try (OperatorProcess operator = platform.unready("no-duration", Map.of("SLUICE_LEASE_DURATION", "0s"))) {
            await().atMost(Duration.ofSeconds(60)).until(() -> !operator.isAlive());
            assertThat(Files.readString(operator.log()))
                    .contains("SLUICE_LEASE_DURATION is \"0s\". It must be whole seconds from 2s to 10m")
                    .doesNotContain("\tat ")
                    .doesNotContain("stackTrace");
        }
    }

    private static OperatorProcess leader(String name, String duration) {
        OperatorProcess operator =
                platform.operator(name, Map.of("SLUICE_LEASE_NAME", name, "SLUICE_LEASE_DURATION", duration));
        await().untilAsserted(() -> assertThat(operator.metrics()).containsPattern("sluice_operator_leader\\{.*} 1.0"));
        return operator;
    }

    private static void write(String lease, String writer, AtomicBoolean ended) {
        for (int i = 0; !ended.get(); i++) {
            platform.client()
                    .leases()
                    .inNamespace("default")
                    .withName(lease)
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"metadata\":{\"annotations\":{\"" + writer + "\":\"" + i + "\"}}}");
        }
    }
}
