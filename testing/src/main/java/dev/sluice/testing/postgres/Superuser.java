package dev.sluice.testing.postgres;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Login of the role that owns a replica set's servers. The text form hides the password. */
record Superuser(String name, String password) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static Superuser generate() {
        byte[] secret = new byte[16];
        RANDOM.nextBytes(secret);
        return new Superuser("postgres", HexFormat.of().formatHex(secret));
    }

    @Override
    public String toString() {
        return "Superuser[" + name + "]";
    }
}
