package dev.sluice.operator.redis;

/**
 * Why Redis could not be read.
 *
 * @param reason in one word
 * @param message what happened and what to do about it
 */
public record Trouble(Reason reason, String message) {

    /** Why, in one word. */
    public enum Reason {
        /** The name has no address. */
        UnknownHost(true),
        /** No server listens there. */
        ConnectionRefused(false),
        /** The network has no way there. */
        HostUnreachable(false),
        /** No answer within the deadline. */
        Timeout(false),
        /** The connection was closed. */
        ConnectionLost(false),
        /** What listens there is no Redis. */
        NotRedis(true),
        /** TLS could not be agreed on. */
        CertificateRejected(true),
        /** User or password is wrong. */
        AuthenticationFailed(true),
        /** Redis wants a password and none is configured. */
        AuthenticationRequired(true),
        /** The user may not even say hello. */
        AccessDenied(true),
        /** A Secret gives no access. */
        CredentialsMissing(true),
        /** Redis is starting. */
        Loading(false),
        /** The Sentinels do not know the master. */
        MasterUnknown(true),
        /** Redis Cluster does not serve the policy's slot. */
        ClusterDown(false),
        /** It is part of a Redis Cluster and the policy says that it is not, or the other way round. */
        WrongMode(true),
        /** Any other answer. */
        Refused(true);

        private final boolean decisive;

        Reason(boolean decisive) {
            this.decisive = decisive;
        }

        /** Whether to ask again at once would change nothing, so that one failure is enough to believe it. */
        public boolean isDecisive() {
            return decisive;
        }
    }
}
