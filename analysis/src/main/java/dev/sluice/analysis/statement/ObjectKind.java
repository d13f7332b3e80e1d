package dev.sluice.analysis.statement;

import java.util.Locale;

/** What an object is. */
public enum ObjectKind {
    /** A table, partitioned or not. */
    TABLE,
    /** A table of another server. */
    FOREIGN_TABLE,
    /** A view. */
    VIEW,
    /** A materialized view. */
    MATERIALIZED_VIEW,
    /** An index. */
    INDEX,
    /** A sequence. */
    SEQUENCE,
    /** A schema. */
    SCHEMA,
    /** A database. */
    DATABASE,
    /** A type that is no domain. */
    TYPE,
    /** A domain. */
    DOMAIN,
    /** A function, procedure or aggregate. */
    ROUTINE,
    /** A trigger. */
    TRIGGER,
    /** A rewrite rule. */
    RULE,
    /** A policy of row level security. */
    POLICY,
    /** An extension. */
    EXTENSION,
    /** A collation. */
    COLLATION,
    /** An access method. */
    ACCESS_METHOD,
    /** An operator. */
    OPERATOR,
    /** An operator class. */
    OPERATOR_CLASS,
    /** An operator family. */
    OPERATOR_FAMILY,
    /** A language of functions. */
    LANGUAGE,
    /** A configuration, dictionary, parser or template of text search. */
    TEXT_SEARCH,
    /** A cast. */
    CAST,
    /** A server of foreign tables. */
    SERVER,
    /** A wrapper of servers. */
    FOREIGN_DATA_WRAPPER,
    /** A role, be it a user or a group. */
    ROLE,
    /** All that a role owns. */
    OWNED,
    /** What none of the others is. */
    OTHER;

    /** Whether its name is one of a schema, rather than one of the database or the server. */
    public boolean isInSchema() {
        return switch (this) {
            case SCHEMA, DATABASE, EXTENSION, ACCESS_METHOD, LANGUAGE, SERVER, FOREIGN_DATA_WRAPPER, ROLE -> false;
            default -> true;
        };
    }

    /** The kind as SQL, such as {@code MATERIALIZED VIEW}. */
    public String sql() {
        return name().replace('_', ' ');
    }

    /** The kind within a sentence, such as {@code materialized view}. */
    public String words() {
        return switch (this) {
            case OTHER -> "object";
            case TEXT_SEARCH -> "text search object";
            default -> sql().toLowerCase(Locale.ROOT);
        };
    }
}
