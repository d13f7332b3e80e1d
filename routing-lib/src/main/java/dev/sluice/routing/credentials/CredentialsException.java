package dev.sluice.routing.credentials;

import java.sql.SQLInvalidAuthorizationSpecException;
import org.jspecify.annotations.Nullable;

/** Credentials can't be had. The message says from where and why; its SQLSTATE is 28000. */
public final class CredentialsException extends SQLInvalidAuthorizationSpecException {

    private static final long serialVersionUID = 1L;
    private static final String INVALID_AUTHORIZATION = "28000";

    /** With what is missing and what to do about it; never a password. */
    public CredentialsException(String message, @Nullable Throwable cause) {
        super(message, INVALID_AUTHORIZATION, cause);
    }
}
