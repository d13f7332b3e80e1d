package dev.sluice.analysis.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What works on whole tables and indexes without changing what they are. */
public sealed interface Maintenance extends Statement {

    /** {@code TRUNCATE}. */
    record Truncate(Span span, List<Name> tables, boolean cascade) implements Maintenance {
        /** Copies the list. */
        public Truncate {
            tables = List.copyOf(tables);
        }
    }

    /** {@code VACUUM}; no table means all of the database. */
    record Vacuum(Span span, List<Name> tables, boolean full) implements Maintenance {
        /** Copies the list. */
        public Vacuum {
            tables = List.copyOf(tables);
        }
    }

    /** {@code ANALYZE}; no table means all of the database. */
    record Analyze(Span span, List<Name> tables) implements Maintenance {
        /** Copies the list. */
        public Analyze {
            tables = List.copyOf(tables);
        }
    }

    /** {@code CLUSTER}; no table means all that have been clustered before. */
    record Cluster(Span span, @Nullable Name table) implements Maintenance {}

    /**
     * {@code REINDEX}.
     *
     * @param target {@code index}, {@code table}, {@code schema}, {@code database} or {@code system}
     * @param name null for the current database
     */
    record Reindex(Span span, String target, @Nullable Name name, boolean concurrently) implements Maintenance {}

    /** {@code REFRESH MATERIALIZED VIEW}. */
    record Refresh(Span span, Name view, boolean concurrently, boolean withData) implements Maintenance {}

    /** {@code LOCK TABLE}. */
    record Lock(Span span, List<Name> tables, LockMode mode, boolean nowait) implements Maintenance {
        /** Copies the list. */
        public Lock {
            tables = List.copyOf(tables);
        }
    }
}
