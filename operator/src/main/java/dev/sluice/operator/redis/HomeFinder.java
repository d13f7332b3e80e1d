package dev.sluice.operator.redis;

import dev.sluice.operator.access.Access;
import dev.sluice.operator.redis.RedisTarget.Mode;
import dev.sluice.operator.redis.RedisTarget.Server;
import dev.sluice.operator.redis.Trouble.Reason;
import dev.sluice.routing.cache.sentinel.Named;
import dev.sluice.routing.cache.sentinel.Settling;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the server that holds the keys of a policy. All of them are in one slot, so that this is one server in each
 * mode: the only one; the master that a Sentinel names; or the node of the Redis Cluster that owns the slot.
 */
final class HomeFinder {

    private final Vertx vertx;
    private final RedisTarget target;
    private final Access access;
    private final Settling settling;
    private final Duration patience;

    /** @param settling what is known of the masters behind Sentinel */
    HomeFinder(Vertx vertx, RedisTarget target, Access access, Settling settling, Duration patience) {
        this.vertx = vertx;
        this.settling = settling;
        this.target = target;
        this.access = access;
        // One server that hangs must not use up the time for all of them.
        this.patience = target.servers().size() == 1
                ? patience
                : patience.dividedBy(Math.min(target.servers().size(), 4));
    }

    /** The session, signed in. The key is one of the policy's. */
    Future<RedisSession> find(String key) {
        if (target.mode() == Mode.SENTINEL) {
            return newest().compose(named -> enter(
                            new Server(named.get(0).host(), named.get(0).port()))
                    .onSuccess(session -> session.settled(
                            settling.rest(named, System.nanoTime()).isZero())));
        }
        return target.mode() == Mode.CLUSTER
                ? first(0, this::enter).compose(session -> owner(session, key))
                : enter(target.servers().get(0));
    }

    private interface Attempt<T> {
        Future<T> at(Server server);
    }

    /** What the first server gives with which the attempt succeeds; fails as the last one did. */
    private <T> Future<T> first(int index, Attempt<T> attempt) {
        List<Server> servers = target.servers();
        return attempt.at(servers.get(index))
                .recover(error -> index + 1 < servers.size()
                        ? first(index + 1, attempt)
                        : Future.failedFuture(known(servers.get(index), error)));
    }

    private Future<RedisSession> enter(Server server) {
        return RedisSession.connect(vertx, server, access.tls(), patience)
                .compose(session -> session.enter(access, target.database()).onFailure(error -> session.close()))
                .recover(error -> Future.failedFuture(known(server, error)));
    }

    /** Whom the Sentinels name that have the newest configuration: the first one may be behind, or cut off with a former master. */
    private Future<List<Named>> newest() {
        List<Future<Named>> all = target.servers().stream().map(this::master).toList();
        return Future.join(all).transform(asked -> {
            List<Named> newest = Named.newest(
                    all.stream().filter(Future::succeeded).map(Future::result).toList());
            return newest.isEmpty()
                    ? Future.failedFuture(known(
                            target.servers().get(all.size() - 1),
                            all.get(all.size() - 1).cause()))
                    : Future.succeededFuture(newest);
        });
    }

    /** Asks one Sentinel. */
    private Future<Named> master(Server sentinel) {
        return RedisSession.connect(vertx, sentinel, access.tls(), patience)
                .compose(session -> named(session)
                        .recover(error -> wantsPassword(error)
                                ? session.enter(access, 0).compose(in -> named(session))
                                : Future.failedFuture(error))
                        .eventually(() -> {
                            session.close();
                            return Future.succeededFuture();
                        }));
    }

    private Future<Named> named(RedisSession sentinel) {
        Future<List<String>> about = sentinel.send(question("master"))
                .map(HomeFinder::texts)
                .recover(error -> TroubleReading.isRefusedRight(error) || isUnknown(error)
                        ? Future.succeededFuture(List.of())
                        : Future.failedFuture(error));
        return about.compose(told -> sentinel.send(question("get-master-addr-by-name"))
                .map(answer -> named(sentinel.server(), answer, told)));
    }

    // Which the question behind it says better.
    private static boolean isUnknown(Throwable error) {
        String said = TroubleReading.said(error);
        return said != null && said.contains("No such master");
    }

    private static List<String> texts(@Nullable Response answer) {
        return answer == null
                ? List.of()
                : answer.stream().map(Response::toString).toList();
    }

    private Request question(String what) {
        return Request.cmd(Command.SENTINEL).arg(what).arg(String.valueOf(target.masterName()));
    }

    private boolean wantsPassword(Throwable error) {
        String said = TroubleReading.said(error);
        return said != null && said.startsWith("NOAUTH") && !access.password().isEmpty();
    }

    private Named named(Server sentinel, @Nullable Response answer, List<String> about) {
        if (answer == null || answer.size() != 2) {
            throw new TroubleReading.Known(
                    Reason.MasterUnknown,
                    "The Sentinel " + sentinel + " knows no master \"" + target.masterName()
                            + "\". Correct spec.redis.masterName.");
        }
        return Named.of(answer.get(0).toString(), answer.get(1).toInteger(), about);
    }

    /** The node that owns the key's slot: this one, or the one that it names. */
    private Future<RedisSession> owner(RedisSession session, String key) {
        return session.send(Request.cmd(Command.EXISTS).arg(key)).map(session).recover(error -> {
            Server other = movedTo(session.server(), TroubleReading.said(error));
            if (other != null) {
                session.close();
                return enter(other);
            }
            if (TroubleReading.isRefusedRight(error)) {
                return Future.succeededFuture(session);
            }
            session.close();
            return Future.failedFuture(known(session.server(), error));
        });
    }

    /** The address in {@code MOVED 3999 10.0.0.7:6381}; without a host it is that of the server that says so. */
    static @Nullable Server movedTo(Server from, @Nullable String said) {
        if (said == null || !said.matches("MOVED [0-9]+ .*:[0-9]{1,5}")) {
            return null;
        }
        String address = said.substring(said.lastIndexOf(' ') + 1);
        int colon = address.lastIndexOf(':');
        String host = address.substring(0, colon);
        return new Server(host.isEmpty() ? from.host() : host, Integer.parseInt(address.substring(colon + 1)));
    }

    private static TroubleReading.Known known(Server server, Throwable error) {
        return error instanceof TroubleReading.Known known
                ? known
                : new TroubleReading.Known(TroubleReading.of(server.toString(), error));
    }
}
