package dev.sluice.operator.probe;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;

/**
 * Tells whether a port speaks PostgreSQL's protocol, for the message of a probe that failed without a better one: a
 * PostgreSQL server answers an SSLRequest with one byte, S, N or E
 * (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-SSL).
 */
final class ProtocolCheck {

    private static final Buffer SSL_REQUEST = Buffer.buffer().appendInt(8).appendInt(80877103);
    private static final long PATIENCE_MILLIS = 500;

    private ProtocolCheck() {}

    static Future<Boolean> speaksPostgres(Vertx vertx, Target target, Duration timeout) {
        long patience = Math.min(PATIENCE_MILLIS, timeout.toMillis());
        var client = vertx.createNetClient(new NetClientOptions().setConnectTimeout((int) patience));
        Promise<Boolean> verdict = Promise.promise();
        long timer = vertx.setTimer(patience, id -> verdict.tryComplete(false));
        client.connect(target.port(), target.host())
                .onFailure(error -> verdict.tryComplete(true))
                .onSuccess(socket -> {
                    socket.handler(answer -> {
                        byte first = answer.getByte(0);
                        verdict.tryComplete(first == 'S' || first == 'N' || first == 'E');
                    });
                    socket.closeHandler(end -> verdict.tryComplete(false));
                    socket.write(SSL_REQUEST);
                });
        return verdict.future().onComplete(done -> {
            vertx.cancelTimer(timer);
            client.close();
        });
    }
}
