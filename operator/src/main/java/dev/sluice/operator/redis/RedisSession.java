package dev.sluice.operator.redis;

import dev.sluice.operator.access.Access;
import dev.sluice.operator.access.Certificates;
import dev.sluice.operator.access.TlsMode;
import dev.sluice.operator.redis.RedisTarget.Server;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One connection to one server. Thread-safe. */
final class RedisSession {

    private static final Logger LOG = Logger.getLogger(RedisSession.class);

    private final Server server;
    private final Redis client;
    private final RedisConnection connection;
    private volatile boolean settled = true;

    private RedisSession(Server server, Redis client, RedisConnection connection) {
        this.server = server;
        this.client = client;
        this.connection = connection;
    }

    /** Connects to a server, without signing in; waits so long and then leaves nothing open. */
    static Future<RedisSession> connect(Vertx vertx, Server server, Access.Tls tls, Duration patience) {
        boolean secure = tls.mode() != TlsMode.DISABLE;
        var options = new RedisOptions()
                .setConnectionString((secure ? "rediss://" : "redis://") + server)
                .setNetClientOptions(network(tls, secure, patience))
                .setMaxPoolSize(1)
                .setPoolCleanerInterval(-1)
                // Redis 5 knows no other protocol than the old one, and nothing here needs the new one.
                .setProtocolNegotiation(false);
        Redis client = Redis.createClient(vertx, options);
        return client.connect()
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .map(connection -> new RedisSession(server, client, watched(connection, server)))
                .onFailure(error -> client.close());
    }

    /** Signs in, if there is something to sign in with, and chooses the database. */
    Future<RedisSession> enter(Access access, int database) {
        Future<?> entered = access.password().isEmpty() ? Future.succeededFuture() : signIn(access);
        return entered.compose(in -> database == 0
                        ? Future.succeededFuture()
                        : send(Request.cmd(Command.SELECT).arg(database)).mapEmpty())
                .map(this);
    }

    Future<@Nullable Response> send(Request request) {
        return connection.send(request);
    }

    /** Calls this when the connection has ended, however it did. */
    void onEnd(Runnable ended) {
        connection.endHandler(end -> ended.run());
        connection.exceptionHandler(error -> {
            LOG.debugf(error, "The connection to %s broke", server);
            ended.run();
        });
    }

    /** Whether nobody uses a master before this one any more, as it was when the connection was made. */
    boolean settled() {
        return settled;
    }

    void settled(boolean now) {
        settled = now;
    }

    Server server() {
        return server;
    }

    void close() {
        connection.close();
        client.close();
    }

    private Future<@Nullable Response> signIn(Access access) {
        Request auth = Request.cmd(Command.AUTH);
        if (!access.user().isEmpty()) {
            auth.arg(access.user());
        }
        return send(auth.arg(access.password()));
    }

    // Without a handler the client prints it; what it breaks ends as a failed reading, which says why.
    private static RedisConnection watched(RedisConnection connection, Server server) {
        return connection.exceptionHandler(error -> LOG.debugf(error, "The connection to %s broke", server));
    }

    private static NetClientOptions network(Access.Tls tls, boolean secure, Duration patience) {
        var options = new NetClientOptions()
                .setConnectTimeout(Math.toIntExact(patience.toMillis()))
                .setTcpKeepAlive(true);
        if (!secure) {
            return options;
        }
        options.setSsl(true)
                .setHostnameVerificationAlgorithm("HTTPS")
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(patience.toMillis());
        options.setTrustOptions(Certificates.trusted(tls));
        Certificates.present(tls, options);
        return options;
    }
}
