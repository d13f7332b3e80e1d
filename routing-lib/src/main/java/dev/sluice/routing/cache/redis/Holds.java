package dev.sluice.routing.cache.redis;

import static dev.sluice.routing.cache.redis.ScriptText.bytes;

import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Rights that one process has for a time: keys that hold its token. Thread-safe. */
final class Holds {

    private final RedisLink link;

    Holds(RedisLink link) {
        this.link = link;
    }

    /** Takes a right that nobody has; false when somebody has it. */
    CompletionStage<Boolean> take(String key, String token, Duration length) {
        SetArgs once = SetArgs.Builder.nx().px(length.toMillis());
        return link.commands().set(key, bytes(token), once).thenApply("OK"::equals);
    }

    /**
     * Gives a right another length from now on; false when it has been lost.
     *
     * @param keys that of the right, and versions that have to live as long
     */
    CompletionStage<Boolean> renew(String token, Duration length, String... keys) {
        return Script.RENEW
                .<Long>run(link.commands(), keys, bytes(token), bytes(length.toMillis()))
                .thenApply(answer -> answer == 1);
    }

    /**
     * Gives a right back; without effect when it has been lost.
     *
     * @param rest how long nobody is to take it
     * @param keys that of the right, and that of an entry that has become wrong, if there is one
     */
    CompletionStage<Void> giveBack(String token, Duration rest, String... keys) {
        return Script.RELEASE
                .<Long>run(link.commands(), keys, bytes(token), bytes(rest.toMillis()))
                .thenAccept(answer -> {});
    }
}
