package dev.sluice.routing.credentials;

import dev.sluice.routing.topology.Endpoint;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * Gives the login for an endpoint. It is asked at each new connection, by several threads at once, and once more when a
 * server has refused the password; it should answer within milliseconds.
 */
@FunctionalInterface
public interface CredentialsSource {

    /**
     * The login as of now.
     *
     * @throws CredentialsException if there is none
     */
    Credentials read(Endpoint endpoint) throws CredentialsException;

    /** The same login always. */
    static CredentialsSource fixed(Credentials credentials) {
        return endpoint -> credentials;
    }

    /** Asks a supplier, such as a client of a vault or a maker of tokens. */
    static CredentialsSource of(Supplier<Credentials> supplier) {
        return endpoint -> supplier.get();
    }

    /** Reads {@code username} and {@code password} in a folder, such as a mounted Secret. */
    static CredentialsSource folder(Path folder) {
        return new CredentialFiles(folder, "username", "password");
    }

    /** Reads two files in a folder, for a Secret with keys of other names. */
    static CredentialsSource folder(Path folder, String userFile, String passwordFile) {
        return new CredentialFiles(folder, userFile, passwordFile);
    }
}
