package dev.sluice.routing.tls;

import java.util.Locale;

/** How much TLS is asked for, as libpq's {@code sslmode} names it. */
public enum TlsMode {
    /** None. */
    DISABLE,
    /** Only if the server insists. */
    ALLOW,
    /** If the server offers it. */
    PREFER,
    /** Always; the server's certificate is checked only when an authority is given. */
    REQUIRE,
    /** Always, and the certificate must come from the authority. */
    VERIFY_CA,
    /** Always, and the certificate must come from the authority and name the host. */
    VERIFY_FULL;

    /** The name that libpq and pgjdbc use, such as {@code verify-full}. */
    public String libpqName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
