package dev.sluice.operator.access;

/** The values of libpq's {@code sslmode}, with its meaning. */
public enum TlsMode {
    /** Never TLS. */
    DISABLE,
    /** Without TLS, and with it only if the server refuses that. */
    ALLOW,
    /** With TLS if the server offers it. */
    PREFER,
    /** Only with TLS; the certificate is checked only if an authority is given. */
    REQUIRE,
    /** Only with TLS and a certificate of a trusted authority. */
    VERIFY_CA,
    /** As before, and the certificate names the host. */
    VERIFY_FULL
}
