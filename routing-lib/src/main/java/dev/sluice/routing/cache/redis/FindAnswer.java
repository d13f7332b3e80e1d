package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.store.Content;
import dev.sluice.routing.cache.store.Found;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the answer of {@link Script#FIND}. */
final class FindAnswer {

    private FindAnswer() {}

    /** What it has found. */
    static Found found(List<Object> answer) {
        Found.Age age = switch (text((byte[]) answer.get(0))) {
            case "fresh" -> Found.Age.FRESH;
            case "stale" -> Found.Age.STALE;
            case "last" -> Found.Age.LAST_RESORT;
            default -> Found.Age.MISSING;
        };
        byte[] value = (byte[]) answer.get(1);
        return new Found(
                age,
                value == null ? null : Content.of(value),
                (Long) answer.get(2) == 1,
                Duration.ofMillis((Long) answer.get(3)),
                (Long) answer.get(4) == 1,
                text((byte[]) answer.get(5)),
                Duration.ofMillis((Long) answer.get(6)),
                Duration.ofMillis((Long) answer.get(7)),
                Duration.ofMillis((Long) answer.get(8)));
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
