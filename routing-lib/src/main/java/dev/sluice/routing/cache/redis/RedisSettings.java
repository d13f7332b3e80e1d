package dev.sluice.routing.cache.redis;

import dev.sluice.routing.credentials.Credentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How Redis is connected to.
 *
 * @param credentials user and password, read anew for each connection; null for none. A blank user is the default one
 * @param trustedCertificates a PEM file with the authorities that may have signed the server's certificate; null for
 *     those that this Java trusts
 * @param clientCertificate what is shown to a server that asks for it; null for nothing
 * @param connectTimeout for a connection, from 10 ms
 * @param commandTimeout for an answer, from 10 ms: how long a reader waits for the cache at most
 */
public record RedisSettings(
        @Nullable Supplier<Credentials> credentials,
        @Nullable Path trustedCertificates,
        @Nullable ClientCertificate clientCertificate,
        Duration connectTimeout,
        Duration commandTimeout) {

    /** Without a password; 1 s to connect, 250 ms for an answer. */
    public static final RedisSettings DEFAULT =
            new RedisSettings(null, null, null, Duration.ofSeconds(1), Duration.ofMillis(250));

    private static final long LEAST_MILLIS = 10;

    public RedisSettings {
        atLeast("connectTimeout", connectTimeout);
        atLeast("commandTimeout", commandTimeout);
    }

    /** The same with these credentials. */
    public RedisSettings withCredentials(Supplier<Credentials> source) {
        return new RedisSettings(source, trustedCertificates, clientCertificate, connectTimeout, commandTimeout);
    }

    /** The same with these authorities. */
    public RedisSettings withTrustedCertificates(Path pem) {
        return new RedisSettings(credentials, pem, clientCertificate, connectTimeout, commandTimeout);
    }

    /** The same with this certificate of its own. */
    public RedisSettings withClientCertificate(ClientCertificate own) {
        return new RedisSettings(credentials, trustedCertificates, own, connectTimeout, commandTimeout);
    }

    /** The same with this time for an answer. */
    public RedisSettings withCommandTimeout(Duration timeout) {
        return new RedisSettings(credentials, trustedCertificates, clientCertificate, connectTimeout, timeout);
    }

    /**
     * A certificate of this client, in PEM files that are read anew for each connection.
     *
     * @param chain the certificate, and those between it and the authority
     * @param key its unencrypted private key: PKCS#8, PKCS#1 or SEC 1
     */
    public record ClientCertificate(Path chain, Path key) {}

    private static void atLeast(String field, Duration value) {
        if (value.toMillis() < LEAST_MILLIS) {
            throw new IllegalArgumentException(field + " is " + value + ", expected " + LEAST_MILLIS + " ms or more");
        }
    }
}
