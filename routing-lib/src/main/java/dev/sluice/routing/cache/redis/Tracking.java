package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.store.ChangeListener;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.GenericMapOutput;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the server tell which of the keys that were read have changed ({@code CLIENT TRACKING} in its default mode), on the
 * connection that reads. Such a message is put into the connection's output when the change is made, so before the answer to
 * any question that is answered later; Lettuce passes it on before it looks at that answer. (Messages by prefix, {@code BCAST},
 * are sent at the end of a turn, and may be overtaken.) So an answer proves that all changes before it have been told.
 * Tracking ends with the connection and begins anew on the next one.
 *
 * <p>With values in the process all that is read is tracked. Without, only what is asked for by {@link Learning} is ({@code
 * OPTIN}), which are versions: an entry that is stored anew would otherwise be told to each process that has read it.
 *
 * <p>Before Redis 6.2.7, a key that expires while a command reads it is told in the midst of the command's answer, where nobody
 * expects it, if that has more than one part, such as that of {@code MGET}. So on a connection with tracking several keys are
 * read by scripts only, whose answers begin when they have ended. Thread-safe.
 */
final class Tracking {

    private static final Logger LOG = LoggerFactory.getLogger(Tracking.class);

    private final KnownVersions versions;
    private final Runnable emptied;
    private volatile @Nullable ChangeListener listener;
    private volatile Attempt attempt = new Attempt(null);

    /** How far it has come with a connection. */
    private static final class Attempt {

        final @Nullable StatefulRedisConnection<String, byte[]> connection;
        volatile boolean on;
        volatile boolean refused;

        @Nullable
        CompletableFuture<Void> answer;

        Attempt(@Nullable StatefulRedisConnection<String, byte[]> connection) {
            this.connection = connection;
        }

        @SuppressWarnings("ReferenceEquality") // connections are known by nothing else
        boolean isFor(StatefulRedisConnection<String, byte[]> other) {
            return connection == other;
        }
    }

    /**
     * Tracking that has not begun.
     *
     * @param emptied what to do when the server tells that it has been emptied
     */
    Tracking(KnownVersions versions, Runnable emptied) {
        this.versions = versions;
        this.emptied = emptied;
    }

    /** Tells what changes of all that is read, from the next connection on. */
    void tell(ChangeListener told) {
        listener = told;
    }

    /** Whether reads have to opt in for being tracked. */
    boolean optIn() {
        return listener == null;
    }

    /** Whether changes are told on this connection. */
    boolean isOn(StatefulRedisConnection<String, byte[]> connection) {
        Attempt now = attempt;
        return now.on && now.isFor(connection);
    }

    /** Whether the server has refused to tell changes on this connection. */
    boolean isRefused(StatefulRedisConnection<String, byte[]> connection) {
        Attempt now = attempt;
        return now.refused && now.isFor(connection);
    }

    /** Begins, unless that was done. What has failed, or was refused, is tried again. */
    CompletionStage<Void> begin(StatefulRedisConnection<String, byte[]> connection) {
        Attempt mine;
        CompletableFuture<Void> answer;
        synchronized (this) {
            Attempt now = attempt;
            if (!now.isFor(connection)) {
                now = new Attempt(connection);
                attempt = now;
                versions.changedAll();
            } else if (now.answer != null && !now.answer.isCompletedExceptionally()) {
                return now.answer;
            }
            now.refused = false;
            answer = new CompletableFuture<>();
            now.answer = answer;
            mine = now;
        }
        ask(connection).whenComplete((done, error) -> {
            if (error == null) {
                mine.on = true;
                answer.complete(null);
            } else {
                Throwable cause = error instanceof CompletionException ? error.getCause() : error;
                mine.refused =
                        cause instanceof RedisCommandExecutionException || cause instanceof IllegalStateException;
                LOG.debug("Redis does not tell changes, so versions are read with each entry", cause);
                answer.completeExceptionally(cause);
            }
        });
        return answer;
    }

    // Over RESP 2 the server agrees to tell changes, and tells none.
    private CompletionStage<Void> ask(StatefulRedisConnection<String, byte[]> connection) {
        try {
            RedisAsyncCommands<String, byte[]> commands = connection.async();
            TrackingArgs arguments = TrackingArgs.Builder.enabled();
            return commands.dispatch(CommandType.HELLO, new GenericMapOutput<>(RedisLink.CODEC))
                    .thenCompose(about -> Long.valueOf(3).equals(about.get("proto"))
                            ? commands.clientTracking(optIn() ? arguments.optin() : arguments)
                            : CompletableFuture.failedFuture(
                                    new IllegalStateException("the connection does not speak RESP 3 but " + about)))
                    .thenAccept(answer -> {});
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The connection has ended, or is left. */
    void lost() {
        synchronized (this) {
            attempt = new Attempt(null);
        }
        versions.changedAll();
    }

    /** The server does not take what {@link #optIn} asks for, so nothing is tracked on this connection. */
    void refused(StatefulRedisConnection<String, byte[]> connection, Throwable error) {
        Attempt now = attempt;
        if (now.isFor(connection)) {
            now.refused = true;
            now.on = false;
            versions.changedAll();
            LOG.debug("Redis does not track what is asked for, so versions are read with each entry", error);
        }
    }

    /** What the server says of itself. */
    void pushed(PushMessage message) {
        if (!message.getType().equals("invalidate")) {
            return;
        }
        List<Object> content = message.getContent(StringCodec.UTF8::decodeKey);
        if (content.size() > 1 && content.get(1) instanceof List<?> keys) {
            keys.forEach(key -> changed(String.valueOf(key)));
        } else {
            // The server has been flushed, or gets all that another one has.
            emptied.run();
            versions.changedAll();
            changed(ChangeListener.ALL);
        }
    }

    private void changed(String key) {
        versions.changed(key);
        ChangeListener told = listener;
        if (told != null) {
            told.changed(key);
        }
    }
}
