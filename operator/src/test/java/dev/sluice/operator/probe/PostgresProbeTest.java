package dev.sluice.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.operator.access.Access;
import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.access.TlsMode;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresProbeTest {

    // AuthenticationOk, ParameterStatus and ReadyForQuery:
    // https://www.postgresql.org/docs/current/protocol-message-formats.html
    private static final Buffer SIGNED_IN = Buffer.buffer()
            .appendString("R")
            .appendInt(8)
            .appendInt(0)
            .appendString("S")
            .appendInt(25)
            .appendString("client_encoding\0UTF8\0")
            .appendString("Z")
            .appendInt(5)
            .appendString("I");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aConnectionThatIsBeingMadeWhenTheAccessChangesIsNotKept() {
        var closed = new AtomicInteger();
        var probe = new PostgresProbe(vertx, Clock.systemUTC());
        var target = new Target("127.0.0.1", serverThatOnlySignsIn(closed), "orders");
        var access = Promise.<AccessResult>promise();
        var sample = probe.sample(target, access::future, Patience.of(Duration.ofMinutes(5), Duration.ofMinutes(1)));

        probe.reconnect();
        access.complete(new AccessResult.Granted(
                new Access("monitor", "secret", new Access.Tls(TlsMode.DISABLE, null, null, null))));

        await().untilAsserted(() -> {
            assertThat(closed).hasValue(1);
            assertThat(sample.result()).isInstanceOf(Observation.Failed.class);
        });
    }

    private int serverThatOnlySignsIn(AtomicInteger closed) {
        var server = vertx.createNetServer().connectHandler(socket -> {
            var asked = new AtomicInteger();
            socket.handler(data -> {
                if (asked.incrementAndGet() == 1) {
                    socket.write(SIGNED_IN);
                } else if (data.getByte(0) == 'X') {
                    socket.close();
                }
            });
            socket.closeHandler(end -> closed.incrementAndGet());
        });
        return server.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }
}
