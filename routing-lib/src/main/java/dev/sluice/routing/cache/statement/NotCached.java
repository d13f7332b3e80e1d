package dev.sluice.routing.cache.statement;

/** Why a query that was to be cached is not. */
public enum NotCached {
    /** Its text is longer than is looked at. */
    TEXT_TOO_LONG("its text is too long"),
    /** What it asks for in its comment cannot be understood, or is not in the policy. */
    HINT_WRONG("its comment says what is not understood"),
    /** Neither its comment nor a rule says how long its result is fresh. */
    NO_TTL("nothing says how long its result is fresh"),
    /** It is no query, more than one, or has a form that is not understood. */
    FORM("it is no plain query"),
    /** It locks rows. */
    LOCKS_ROWS("it locks rows"),
    /** It changes data, also in {@code WITH}. */
    CHANGES_DATA("it changes data"),
    /** It calls a volatile function. */
    VOLATILE("it calls a volatile function"),
    /** Its result depends on the time or on the session, as that of {@code now()} or {@code current_user}. */
    TIME_OR_SESSION("its result depends on the time or on who asks"),
    /** It uses a function or an operator that is not known. */
    UNKNOWN_FUNCTION("it uses a function or an operator that is not known"),
    /** The database has a volatile operator or cast, which any query may use. */
    VOLATILE_CAST("the database has a volatile operator or cast, which any query may use"),
    /** A function has the name of one of PostgreSQL's own and may be meant. */
    SHADOWED_FUNCTION("a function of the database has the name of a built-in one"),
    /** It reads a column of the system, such as {@code xmin}. */
    SYSTEM_COLUMN("it reads a column of the system"),
    /** It reads the catalog. */
    SYSTEM_CATALOG("it reads the catalog"),
    /** It reads no table. */
    NO_TABLE("it reads no table"),
    /** It reads more tables than an entry is bound to. */
    TOO_MANY_TABLES("it reads too many tables"),
    /** A table cannot be found. */
    TABLE_UNKNOWN("a table is not known"),
    /** A table is temporary, unlogged or foreign, or no table at all. */
    TABLE_KIND("a table is temporary, unlogged, foreign or a sequence"),
    /** Which rows of a table are visible depends on who asks. */
    ROW_SECURITY("a table has row security"),
    /** A view does what a query may not. */
    VIEW("a view does what may not be cached"),
    /** The catalog or the session could not be asked. */
    CATALOG("the catalog could not be read"),
    /** Something was set in the session that the server does not tell, or might have been. */
    SESSION("something was set in the session that cannot be told"),
    /** The session has temporary tables, which may hide others. */
    TEMPORARY_TABLES("the session has temporary tables"),
    /** The transaction has written or locked, or has failed. */
    TRANSACTION("its transaction has done more than read"),
    /** The transaction reads from one snapshot. */
    SNAPSHOT("its transaction reads from one snapshot"),
    /** A parameter is of a kind that is not understood, or not set. */
    PARAMETER("a parameter cannot be compared"),
    /** The statement limits, streams or updates its result. */
    STATEMENT_OPTIONS("the statement limits, streams or updates its result"),
    /** The result is too large, or holds what cannot be kept. */
    RESULT("its result is too large or cannot be kept");

    private final String description;

    NotCached(String description) {
        this.description = description;
    }

    /** The reason, as the rest of a sentence that begins with "it is not cached, because". */
    public String description() {
        return description;
    }
}
