package dev.sluice.routing.cache.redis;

import dev.sluice.routing.replication.Lsn;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What scripts are given and answer, as bytes. */
final class ScriptText {

    private ScriptText() {}

    // Positions of one length compare as texts, which Lua can do; its numbers hold 53 bits.
    static String hexadecimal(@Nullable Lsn lsn) {
        return lsn == null ? "" : String.format(Locale.ROOT, "%016x", lsn.value());
    }

    static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
