package dev.sluice.routing.health;

/** Why a member has its state. The names appear in status, events, the endpoint document and metrics. */
public enum Reason {
    /** Nothing is wrong. */
    Ok,
    /** No answer yet, and no failure that is confirmed. */
    NotProbedYet,

    /** It answers again, but not yet as often in a row as the success threshold says. */
    Recovering,

    /** The host name has no address. */
    UnknownHost,
    /** Nothing listens on the port, or a firewall refuses. */
    ConnectionRefused,
    /** The network has no way to the host. */
    HostUnreachable,
    /** The server did not answer in full within the probe's timeout. */
    Timeout,
    /** The server closed the connection. */
    ConnectionLost,
    /** What listens on the port does not speak PostgreSQL's protocol. */
    NotPostgreSQL,
    /** TLS is required by the spec and the server does not offer it. */
    TlsNotOffered,
    /** The server's certificate, or ours, was not accepted. */
    CertificateRejected,
    /** User or password is wrong. */
    AuthenticationFailed,
    /** The user may not connect: pg_hba.conf, or the CONNECT right. */
    AccessDenied,
    /** The server has no such database. */
    DatabaseMissing,
    /** The server has no free connection for the probe. */
    TooManyConnections,
    /** The server starts up, shuts down or recovers. */
    NotAccepting,
    /** The credentials could not be had, so the member could not be asked. */
    CredentialsMissing,
    /** The server answered with an error that is none of the others. */
    QueryFailed,

    /** Further behind than the limit in time. */
    LagTime,
    /** Further behind than the limit in bytes. */
    LagBytes,
    /** No primary can be read, and none could before: its lag is not known. */
    LagUnknown,
    /** Behind, and nothing says since when. */
    LagUnbounded,
    /** It follows a server on another timeline than the primary's, so its lag is not known. */
    OtherTimeline,
    /** An administrator has paused replay, and the member is behind. */
    ReplayPaused,
    /** No log receiver runs: the replica cannot follow its primary. */
    ReceiverDown,
    /** The server refuses to tell positions, so its lag is not known. */
    LagRefused,

    /** Out of recovery beside the primary, and its timeline is not the newer one. */
    SecondPrimary,
    /** Out of recovery on an older timeline than the one already published. */
    StaleTimeline,
    /** A copy of another database: its system identifier differs. */
    ForeignSystem,

    /** The spec drains it. */
    Drained,
    /** Its pod is about to end. */
    Terminating,
    /** Its pod is not ready. */
    NotReady,
}
