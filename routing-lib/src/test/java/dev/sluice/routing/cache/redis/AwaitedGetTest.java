package dev.sluice.routing.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AwaitedGetTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final AwaitedGet get =
            new AwaitedGet(CommandType.GET, Question.arguments().addKey("k"));

    @Test
    void theAnswerIsThereWhenTheWaitEnds() {
        long before = System.nanoTime();
        CompletableFuture<Void> server = CompletableFuture.runAsync(this::answer, soon());
        get.await(LONG);
        assertThat(get.join()).asString(StandardCharsets.UTF_8).isEqualTo("value");
        assertThat(get.answered() - before).isBetween(0L, System.nanoTime() - before);
        server.join();
    }

    @Test
    void whatTakesTooLongIsGivenUpAndItsAnswerForgotten() {
        assertThatThrownBy(() -> get.await(Duration.ofMillis(20)))
                .isInstanceOf(RedisCommandTimeoutException.class)
                .hasMessage("no answer within 20 ms");
        answer();
        assertThat(get.isCancelled()).isTrue();
    }

    @Test
    void anErrorOfTheServerIsThrownAsItIs() {
        get.getOutput().setError("WRONGTYPE of something");
        get.complete();
        assertThatThrownBy(() -> get.await(LONG))
                .isInstanceOf(RedisCommandExecutionException.class)
                .hasMessageContaining("WRONGTYPE");
    }

    @Test
    void aLostConnectionEndsTheWait() {
        soon().execute(() -> get.cancel(false));
        assertThatThrownBy(() -> get.await(LONG)).isInstanceOf(CancellationException.class);
    }

    @Test
    void anInterruptIsKept() {
        Thread.currentThread().interrupt();
        soon().execute(this::answer);
        get.await(LONG);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(get.join()).isNotNull();
    }

    private void answer() {
        get.getOutput().set(ByteBuffer.wrap("value".getBytes(StandardCharsets.UTF_8)));
        get.complete();
    }

    private static Executor soon() {
        return CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);
    }
}
