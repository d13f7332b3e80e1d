package dev.sluice.sql.classify;

/** Why a statement may go where it may go. */
public enum Reason {
    /** It only reads, and whatever it calls is known to do so. */
    READ_ONLY("only reads"),
    /** There is no statement. */
    EMPTY("is empty"),
    /** It cannot be read by PostgreSQL's lexical rules, or has a JDBC escape in braces or a name as U&"…". */
    UNREADABLE("cannot be read"),
    /** More than one statement. */
    SEVERAL_STATEMENTS("is more than one statement"),
    /** {@code INSERT}, {@code UPDATE}, {@code DELETE}, {@code MERGE}, {@code TRUNCATE}. */
    DATA_CHANGE("changes data"),
    /** One of these inside {@code WITH}. */
    DATA_CHANGE_INSIDE("changes data in a part of it"),
    /** {@code SELECT … INTO}. */
    SELECT_INTO("makes a table of its result"),
    /** {@code FOR UPDATE}, {@code FOR NO KEY UPDATE}, {@code FOR SHARE}, {@code FOR KEY SHARE}, at any depth. */
    ROW_LOCK("locks rows"),
    /** {@code LOCK}. */
    TABLE_LOCK("locks a table"),
    /** {@code nextval}, {@code setval}, {@code currval}, {@code lastval}. */
    SEQUENCE("uses a sequence"),
    /** On a replica such a lock is granted, and excludes nobody on another server. */
    ADVISORY_LOCK("takes or gives back an advisory lock"),
    /** A built-in function that acts on this one server or tells about it, or about its connection. */
    SERVER_FUNCTION("calls a function that is about this server or connection"),
    /** A view of the system catalog that tells about this one server. */
    SERVER_VIEW("reads a view that is about this server"),
    /** A built-in function whose result changes, as {@code random} or {@code clock_timestamp}. */
    VOLATILE_FUNCTION("calls a volatile function"),
    /** A function that is not known to be safe. */
    UNKNOWN_FUNCTION("calls a function that is not known to be safe"),
    /** An operator that is not known to be safe. */
    UNKNOWN_OPERATOR("uses an operator that is not known to be safe"),
    /** {@code EXPLAIN} of a statement that changes something. */
    EXPLAIN_OF_CHANGE("explains, or even runs, a statement that changes data"),
    /** {@code SET}, {@code SHOW}, {@code PREPARE}, {@code DECLARE}, temporary tables: what one connection holds. */
    SESSION("is about its own session"),
    /** {@code BEGIN}, {@code COMMIT}, {@code SAVEPOINT} and the like. */
    TRANSACTION("begins or ends a transaction"),
    /** {@code COPY}. */
    COPY("copies"),
    /** {@code CALL}. */
    CALL("calls a procedure"),
    /** {@code DO}. */
    DO("runs a block of code"),
    /** {@code LISTEN}, {@code UNLISTEN}, {@code NOTIFY}. */
    NOTIFICATION("sends or waits for notifications"),
    /** {@code CREATE}, {@code ALTER}, {@code DROP}, {@code GRANT} and the like. */
    SCHEMA_CHANGE("changes the schema"),
    /** {@code VACUUM}, {@code ANALYZE}, {@code REINDEX} and the like. */
    MAINTENANCE("maintains tables or the server"),
    /** Begins with a word that is not known. */
    UNKNOWN_STATEMENT("is of a kind that is not known");

    private final String description;

    Reason(String description) {
        this.description = description;
    }

    /** What the statement does, as the rest of a sentence that begins with "the statement". */
    public String description() {
        return description;
    }

    /** Where a statement with this reason may be sent. */
    public Route route() {
        return this == READ_ONLY ? Route.REPLICA : Route.PRIMARY;
    }
}
