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
    /** All that a role owns. */
    OWNED,
    /** What none of the others is. */
    OTHER;

    /** The kind as SQL, such as {@code MATERIALIZED VIEW}. */
    public String sql() {
        return name().replace('_', ' ');
    }

    /** The kind within a sentence, such as {@code materialized view}. */
    public String words() {
        return this == OTHER ? "object" : sql().toLowerCase(Locale.ROOT);
    }
}
