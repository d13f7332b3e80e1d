package dev.sluice.operator.access;

import org.jspecify.annotations.Nullable;

/**
 * Which Secrets hold what it takes to sign in to the members of a cluster. All are in the cluster's namespace.
 *
 * @param user the user's name
 * @param password the user's password
 * @param tlsMode how TLS is used
 * @param ca certificates of the authorities that are trusted, null for those of the Java runtime
 * @param certificate the client's certificate, null for none
 * @param privateKey its private key, given when the certificate is
 */
public record AccessPlan(
        SecretKey user,
        SecretKey password,
        TlsMode tlsMode,
        @Nullable SecretKey ca,
        @Nullable SecretKey certificate,
        @Nullable SecretKey privateKey) {

    /**
     * One entry of one Secret.
     *
     * @param secret the Secret's name
     * @param key the key within it
     */
    public record SecretKey(String secret, String key) {}
}
