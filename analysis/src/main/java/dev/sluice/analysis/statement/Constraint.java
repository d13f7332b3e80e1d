package dev.sluice.analysis.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A constraint on a table, one of its columns, or a domain. */
public sealed interface Constraint {

    /** Where it stands, with {@code CONSTRAINT name}. */
    Span span();

    /** Its name; null where the server makes one. */
    @Nullable
    String name();

    /**
     * {@code CHECK}.
     *
     * @param notNullColumns the columns that cannot be null in a row that satisfies it, as far as the server sees: those
     *     in a conjunction of {@code column IS NOT NULL}
     * @param notValid whether existing rows are not checked
     * @param enforced false with {@code NOT ENFORCED}
     */
    record Check(
            Span span,
            @Nullable String name,
            Expression condition,
            List<String> notNullColumns,
            boolean notValid,
            boolean enforced,
            boolean noInherit)
            implements Constraint {
        /** Copies the list. */
        public Check {
            notNullColumns = List.copyOf(notNullColumns);
        }
    }

    /**
     * {@code FOREIGN KEY}, or {@code REFERENCES} on a column.
     *
     * @param referencedColumns empty for the primary key
     * @param notValid whether existing rows are not checked
     * @param enforced false with {@code NOT ENFORCED}
     * @param deferred whether it is checked at the end of the transaction only: {@code INITIALLY DEFERRED}
     */
    record ForeignKey(
            Span span,
            @Nullable String name,
            List<String> columns,
            Name references,
            List<String> referencedColumns,
            boolean notValid,
            boolean enforced,
            boolean deferred)
            implements Constraint {
        /** Copies the lists. */
        public ForeignKey {
            columns = List.copyOf(columns);
            referencedColumns = List.copyOf(referencedColumns);
        }

        /** The same where its columns, or what it refers to, are called otherwise. */
        public ForeignKey renamed(List<String> own, Name table, List<String> referred) {
            return new ForeignKey(span, name, own, table, referred, notValid, enforced, deferred);
        }

        /** The same behind {@code ALTER CONSTRAINT … ENFORCED} or {@code NOT ENFORCED}. */
        public ForeignKey enforced(boolean now) {
            return new ForeignKey(span, name, columns, references, referencedColumns, notValid, now, deferred);
        }
    }

    /**
     * {@code UNIQUE} or {@code PRIMARY KEY}.
     *
     * @param columns empty with {@code USING INDEX}
     * @param include the columns that its index carries along
     * @param nullsNotDistinct whether it takes one null for the same as another
     * @param usingIndex the index that becomes the constraint's; null where one is built
     */
    record Unique(
            Span span,
            @Nullable String name,
            boolean primaryKey,
            List<String> columns,
            List<String> include,
            boolean nullsNotDistinct,
            @Nullable String usingIndex)
            implements Constraint {
        /** Copies the lists. */
        public Unique {
            columns = List.copyOf(columns);
            include = List.copyOf(include);
        }
    }

    /**
     * {@code EXCLUDE}.
     *
     * @param method that of its index
     * @param keys what its index is on
     * @param include the columns that its index carries along
     * @param where null when it holds for all rows
     */
    record Exclusion(
            Span span,
            @Nullable String name,
            String method,
            List<CreateIndex.Key> keys,
            List<String> include,
            @Nullable Expression where)
            implements Constraint {
        /** Copies the lists. */
        public Exclusion {
            keys = List.copyOf(keys);
            include = List.copyOf(include);
        }
    }

    /**
     * {@code NOT NULL} as a constraint of its own, which may have a name and, from PostgreSQL 18 on, be not valid.
     *
     * @param notValid whether existing rows are not checked
     */
    record NotNull(Span span, @Nullable String name, String column, boolean notValid) implements Constraint {}
}
