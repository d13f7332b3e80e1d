package dev.sluice.routing.credentials;

import static java.util.Objects.requireNonNull;

/**
 * A login. Its text form hides the password.
 *
 * @param user the role's name
 * @param password may be empty where the server asks for none
 */
public record Credentials(String user, String password) {

    public Credentials {
        requireNonNull(user, "user is null");
        requireNonNull(password, "password is null");
    }

    @Override
    public String toString() {
        return "Credentials[user=" + user + ", password=***]";
    }
}
