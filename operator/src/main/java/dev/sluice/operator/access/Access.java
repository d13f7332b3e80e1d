package dev.sluice.operator.access;

import org.jspecify.annotations.Nullable;

/**
 * What was read from the Secrets. Holds a password and a private key; its text form shows neither.
 *
 * @param user the user's name
 * @param password the user's password
 * @param tls how the connection is secured
 */
public record Access(String user, String password, Tls tls) {

    /**
     * How a connection is secured. Certificates and key are in PEM form.
     *
     * @param mode how TLS is used
     * @param ca trusted authorities, null for those of the Java runtime
     * @param certificate the client's certificate, null for none
     * @param privateKey its private key
     */
    public record Tls(
            TlsMode mode,
            @Nullable String ca,
            @Nullable String certificate,
            @Nullable String privateKey) {
        @Override
        public String toString() {
            return "Tls[mode=" + mode + ", ca=" + (ca != null) + ", certificate=" + (certificate != null) + "]";
        }
    }

    @Override
    public String toString() {
        return "Access[user=" + user + ", password=***, tls=" + tls + "]";
    }
}
