package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.store.Dependencies;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the server for versions in such a way that it tells when they change.
 *
 * <p>To have them tracked, {@code CLIENT CACHING YES} has to stand directly before the command that reads them, also when many
 * threads send on this connection. Lettuce hands each command to the connection's thread by itself, even those of one list
 * ({@code DefaultEndpoint.writeToChannelAndFlush} in 6.8.2). So the two are sent by that thread, which writes them at once and
 * one after the other: it calls when a {@code PING} has been answered. Thread-safe.
 */
final class Learning {

    private static final Logger LOG = LoggerFactory.getLogger(Learning.class);

    // A script, since the answer of a plain MGET can be interrupted by a message; see Tracking.
    private static final String READ = "return redis.call('MGET', unpack(KEYS))";

    private final Tracking tracking;
    private final KnownVersions versions;
    private final KeyNames names;
    private final Set<Dependencies> asked = ConcurrentHashMap.newKeySet();

    Learning(Tracking tracking, KnownVersions versions, KeyNames names) {
        this.tracking = tracking;
        this.versions = versions;
        this.names = names;
    }

    /** Learns the versions of these, unless that is being done or changes are not told. */
    void learn(StatefulRedisConnection<String, byte[]> connection, Dependencies dependencies) {
        if (!tracking.isOn(connection) || !asked.add(dependencies)) {
            return;
        }
        AsyncCommand<String, byte[], String> ping =
                new AsyncCommand<>(
                        new Command<>(CommandType.PING, new StatusOutput<>(RedisLink.CODEC), Question.arguments())) {
                    @Override
                    public void complete() {
                        super.complete();
                        read(connection, dependencies);
                    }
                };
        try {
            var unused = connection.dispatch(ping);
            var unusedEnd = ping.exceptionally(error -> {
                failed(dependencies, error);
                return null;
            });
        } catch (RuntimeException e) {
            failed(dependencies, e);
        }
    }

    /** On the connection's thread. */
    private void read(StatefulRedisConnection<String, byte[]> connection, Dependencies dependencies) {
        KnownVersions.Moment moment = versions.moment(dependencies);
        if (!tracking.isOn(connection)) {
            asked.remove(dependencies);
            return;
        }
        var arguments = Question.arguments().add(READ).add(dependencies.names().size());
        for (byte[] name : names.versions(dependencies)) {
            arguments.add(name);
        }
        AsyncCommand<String, byte[], List<byte[]>> values =
                Question.of(CommandType.EVAL, new ValueListOutput<>(RedisLink.CODEC), arguments);
        AsyncCommand<String, byte[], String> caching = Question.of(
                CommandType.CLIENT,
                new StatusOutput<>(RedisLink.CODEC),
                Question.arguments().add("CACHING").add("YES"));
        boolean optIn = tracking.optIn();
        var unusedEnd = values.whenComplete((read, error) -> {
            if (error != null) {
                LOG.debug("Versions could not be read", error);
            } else if (!optIn || "OK".equals(caching.getNow(null))) {
                moment.learn(read);
            }
            asked.remove(dependencies);
        });
        var unusedCaching = caching.exceptionally(error -> {
            if (error instanceof RedisCommandExecutionException) {
                tracking.refused(connection, error);
            }
            return null;
        });
        try {
            var unused = connection.dispatch(optIn ? List.of(caching, values) : List.of(values));
        } catch (RuntimeException e) {
            failed(dependencies, e);
        }
    }

    private void failed(Dependencies dependencies, Throwable error) {
        LOG.debug("Versions cannot be asked for", error);
        asked.remove(dependencies);
    }
}
