package dev.sluice.routing.cache.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A script, called by its digest; sent whole only to a server that does not know it. */
final class Script {

    static final Script FIND = new Script(ScriptOutputType.MULTI, "server.lua", "find.lua");
    static final Script FILL = new Script(ScriptOutputType.VALUE, "server.lua", "fill.lua");
    static final Script RENEW = new Script(ScriptOutputType.INTEGER, "renew.lua");
    static final Script RELEASE = new Script(ScriptOutputType.INTEGER, "release.lua");
    static final Script INVALIDATE = new Script(ScriptOutputType.INTEGER, "invalidate.lua");

    static final Script COUNT = new Script(ScriptOutputType.INTEGER, "count.lua");
    static final Script WARMED = new Script(ScriptOutputType.INTEGER, "server.lua", "warmed.lua");
    static final Script CHECK = new Script(ScriptOutputType.VALUE, "rights.lua", "server.lua", "check.lua");

    private final ScriptOutputType output;
    private final String text;
    private final String digest;

    private Script(ScriptOutputType output, String... parts) {
        this.output = output;
        StringBuilder all = new StringBuilder();
        for (String part : parts) {
            all.append(load(part));
        }
        this.text = all.toString();
        this.digest = sha1(text);
    }

    <T> CompletionStage<T> run(RedisScriptingAsyncCommands<String, byte[]> redis, String[] keys, byte[]... arguments) {
        CompletionStage<T> answer = redis.evalsha(digest, output, keys, arguments);
        return answer.handle((result, error) -> isUnknown(error)
                        ? redis.<T>eval(text, output, keys, arguments)
                        : error == null
                                ? CompletableFuture.completedFuture(result)
                                : CompletableFuture.<T>failedFuture(error))
                .thenCompose(stage -> stage);
    }

    private static boolean isUnknown(@Nullable Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        return cause instanceof RedisNoScriptException;
    }

    private static String load(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the library's jar is incomplete: it lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
