package dev.sluice.operator.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks one question over an open session. A command that the user may not give leaves its part of the answer open and
 * nothing else.
 *
 * <p>Entries are counted by SCAN, never by KEYS, and by at most {@value #MOST_SCANS} steps of about {@value #SCAN_STEP}
 * keys: a database that is no larger is counted, of a larger one these keys are a sample. Redis keeps keys in the order
 * of a random hash, so their share of the policy's is that of all keys, within some percent. A counter that the library
 * would keep could not see what expires and what is evicted.
 */
final class Conversation {

    private static final int MOST_SCANS = 10;
    private static final int SCAN_STEP = 250;

    private final RedisSession session;
    private final Question question;
    private final Clock clock;
    private final Set<String> refused = new TreeSet<>();
    private final List<String> done = new ArrayList<>();

    private @Nullable Map<String, String> statistics;
    private @Nullable ServerReport report;
    private @Nullable KeyCount keys;
    private @Nullable String undone;

    Conversation(RedisSession session, Question question, Clock clock) {
        this.session = session;
        this.question = question;
        this.clock = clock;
    }

    Future<Reading> hold() {
        return orders(0)
                .compose(carried -> told())
                .map(asked -> new Reading.Answered(
                        session.server().toString(), report, statistics, keys, done, undone, refused, clock.instant()));
    }

    // What has been carried out is told, whatever fails behind it: else it would be carried out with each reading. That
    // failure is told by the next one.
    private Future<?> told() {
        return done.isEmpty() ? rest() : rest().otherwiseEmpty();
    }

    private Future<?> rest() {
        return question.ordersOnly() ? Future.succeededFuture() : figures();
    }

    private Future<?> figures() {
        return ask(Request.cmd(Command.INFO))
                .compose(answer -> {
                    report = answer == null ? null : report(answer.toString());
                    return ask(Request.cmd(Command.HGETALL).arg(question.keys().statistics()))
                            .recover(Conversation::orNothing);
                })
                .compose(answer -> {
                    statistics = answer == null ? null : fields(answer);
                    return scan("0", 0, 0, 0);
                });
    }

    // Somebody else has written there, which keeps the cache from nothing.
    private static Future<@Nullable Response> orNothing(Throwable error) {
        String said = TroubleReading.said(error);
        return said != null && said.startsWith("WRONGTYPE") ? Future.succeededFuture(null) : Future.failedFuture(error);
    }

    /** The answer; null when the user may not ask. */
    private Future<@Nullable Response> ask(Request request) {
        return session.send(request).recover(error -> {
            if (!TroubleReading.isRefusedRight(error)) {
                return Future.failedFuture(error);
            }
            refused.add(name(request));
            return Future.succeededFuture(null);
        });
    }

    private static String name(Request request) {
        return request.command().toString().toUpperCase(Locale.ROOT);
    }

    private ServerReport report(String info) {
        ServerReport read = ServerReport.read(info, question.target().database());
        if (read == null) {
            throw new TroubleReading.Known(
                    Trouble.Reason.NotRedis,
                    session.server() + " does not answer INFO as Redis does. Correct host and port.");
        }
        boolean wanted = question.target().mode() == RedisTarget.Mode.CLUSTER;
        if (info.contains(wanted ? "cluster_enabled:0" : "cluster_enabled:1")) {
            throw new TroubleReading.Known(
                    Trouble.Reason.WrongMode,
                    wanted
                            ? session.server()
                                    + " is not part of a Redis Cluster, so applications cannot use it as one. Choose"
                                    + " spec.redis.mode Standalone or Sentinel."
                            : session.server()
                                    + " is part of a Redis Cluster, in which keys move between nodes. Choose"
                                    + " spec.redis.mode Cluster.");
        }
        return read;
    }

    private static Map<String, String> fields(Response hash) {
        Map<String, String> fields = new HashMap<>();
        // In the old protocol names and values take turns.
        for (int i = 0; i + 1 < hash.size(); i += 2) {
            fields.put(hash.get(i).toString(), hash.get(i + 1).toString());
        }
        return fields;
    }

    private Future<?> scan(String cursor, int step, long seen, long matched) {
        return ask(Request.cmd(Command.SCAN).arg(cursor).arg("COUNT").arg(SCAN_STEP))
                .compose(answer -> {
                    if (answer == null) {
                        return Future.succeededFuture();
                    }
                    String next = answer.get(0).toString();
                    Response found = answer.get(1);
                    long seenNow = seen + found.size();
                    long matchedNow = matched + matching(found);
                    boolean all = "0".equals(next);
                    if (all || step + 1 == MOST_SCANS) {
                        long inDatabase = report == null ? 0 : report.databaseKeys();
                        keys = KeyCount.of(matchedNow, seenNow, all, inDatabase);
                        return Future.succeededFuture();
                    }
                    return scan(next, step + 1, seenNow, matchedNow);
                });
    }

    private long matching(Response found) {
        String beginning = question.keys().entries();
        long matching = 0;
        for (Response key : found) {
            if (key.toString().startsWith(beginning)) {
                matching++;
            }
        }
        return matching;
    }

    // One after the other: what is reported as done has been taken by Redis.
    private Future<?> orders(int index) {
        // While applications may still read at the master before this one, they wait: the next reading connects anew
        // for them.
        if (index == question.orders().size() || !session.settled()) {
            return Future.succeededFuture();
        }
        CacheOrder order = question.orders().get(index);
        Request forget = Request.cmd(Command.UNLINK);
        question.keys().madeOldBy(order).forEach(forget::arg);
        return session.send(forget)
                .map(taken -> done.add(order.id()))
                .recover(error -> {
                    String said = TroubleReading.said(error);
                    if (said == null) {
                        return Future.failedFuture(error);
                    }
                    undone = "Redis does not take the invalidation " + order.id() + ": " + said;
                    return Future.succeededFuture(false);
                })
                .compose(next -> orders(index + 1));
    }
}
