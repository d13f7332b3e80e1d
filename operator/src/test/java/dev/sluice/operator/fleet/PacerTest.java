package dev.sluice.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacerTest {

    private final Vertx vertx = Vertx.vertx();
    private final Pacer pacer = new Pacer(vertx);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void letsAFewBeginAtOnceAndTheNextWhenOneIsOver() {
        List<Runnable> underWay = new CopyOnWriteArrayList<>();
        var most = new AtomicInteger();
        var ended = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            pacer.await(over -> {
                underWay.add(over);
                most.accumulateAndGet(underWay.size(), Math::max);
                vertx.setTimer(5, id -> {
                    underWay.remove(over);
                    ended.incrementAndGet();
                    over.run();
                    over.run();
                });
            });
        }
        await().untilAsserted(() -> assertThat(ended).hasValue(100));
        assertThat(most.get()).isBetween(2, 8);
    }

    @Test
    void passesOverThoseThatHang() {
        for (int i = 0; i < 20; i++) {
            pacer.await(over -> {});
        }
        var begun = new AtomicInteger();
        pacer.await(over -> begun.incrementAndGet());
        await().untilAsserted(() -> assertThat(begun).hasValue(1));
    }
}
