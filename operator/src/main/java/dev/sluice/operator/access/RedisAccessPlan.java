package dev.sluice.operator.access;

import dev.sluice.operator.access.AccessPlan.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Which Secrets hold what it takes to sign in to Redis. All are in the policy's namespace.
 *
 * @param user the user's name, null for Redis' default user; a Secret without that key means the same
 * @param password the user's password, null where none is wanted
 * @param tls whether connections are encrypted, with the server's certificate checked
 * @param ca certificates of the authorities that are trusted, null for those of the Java runtime
 * @param certificate the client's certificate, null for none
 * @param privateKey its private key, given when the certificate is
 */
public record RedisAccessPlan(
        @Nullable SecretKey user,
        @Nullable SecretKey password,
        boolean tls,
        @Nullable SecretKey ca,
        @Nullable SecretKey certificate,
        @Nullable SecretKey privateKey) {}
