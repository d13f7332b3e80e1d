package dev.sluice.operator.access;

/** The outcome of reading a cluster's Secrets. */
public sealed interface AccessResult {

    /** Everything is there. */
    record Granted(Access access) implements AccessResult {}

    /**
     * Something is missing.
     *
     * @param reason why, in one word
     * @param message names the Secret and the key, and what to do
     */
    record Denied(Reason reason, String message) implements AccessResult {}

    /** Why Secrets give no access. */
    enum Reason {
        /** There is no such Secret. */
        SecretNotFound,
        /** The Secret lacks the key, or it is empty. */
        SecretKeyMissing,
        /** The operator may not read the Secret. */
        SecretForbidden,
        /** The API server did not answer. */
        SecretUnreadable,
        /** What the Secret holds is no certificate or key in PEM form. */
        SecretInvalid
    }
}
