package dev.sluice.analysis.statement;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One action of {@code ALTER TABLE}. */
public sealed interface TableAction {

    /** Where it stands, without the comma behind it. */
    Span span();

    /** The column that it drops, renames or changes, which has to be there; null without one. */
    default @Nullable String changedColumn() {
        return null;
    }

    /** {@code ADD COLUMN}. */
    record AddColumn(Span span, ColumnDefinition column, boolean ifNotExists) implements TableAction {}

    /** {@code DROP COLUMN}. */
    record DropColumn(Span span, String column, boolean ifExists, boolean cascade) implements TableAction {
        @Override
        public String changedColumn() {
            return column;
        }
    }

    /**
     * {@code ALTER COLUMN … TYPE}.
     *
     * @param using null where the values are cast as they are
     * @param collation null where none is named
     */
    record AlterType(
            Span span,
            String column,
            DataType type,
            @Nullable Expression using,
            @Nullable String collation) implements TableAction {
        @Override
        public String changedColumn() {
            return column;
        }
    }

    /** {@code ALTER COLUMN … SET NOT NULL}. */
    record SetNotNull(Span span, String column) implements TableAction {
        @Override
        public String changedColumn() {
            return column;
        }
    }

    /** {@code ALTER COLUMN … DROP NOT NULL}. */
    record DropNotNull(Span span, String column) implements TableAction {
        @Override
        public String changedColumn() {
            return column;
        }
    }

    /** {@code ALTER COLUMN … SET DEFAULT}. */
    record SetDefault(Span span, String column, Expression value) implements TableAction {
        @Override
        public String changedColumn() {
            return column;
        }
    }

    /** {@code ALTER COLUMN … DROP DEFAULT}. */
    record DropDefault(Span span, String column) implements TableAction {
        @Override
        public String changedColumn() {
            return column;
        }
    }

    /** {@code ALTER COLUMN … ADD GENERATED … AS IDENTITY}. */
    record AddIdentity(Span span, String column) implements TableAction {
        @Override
        public String changedColumn() {
            return column;
        }
    }

    /** {@code ALTER COLUMN … SET EXPRESSION}, from PostgreSQL 17 on. */
    record SetExpression(Span span, String column) implements TableAction {
        @Override
        public String changedColumn() {
            return column;
        }
    }

    /**
     * Another change of one column, such as {@code SET STATISTICS}: of the catalog only.
     *
     * @param option its first two words, in lower case
     */
    record SetColumnOption(Span span, String column, String option) implements TableAction {

        @Override
        public String changedColumn() {
            return column;
        }

        /** Whether it is about the numbers of an identity column. */
        public boolean isOfSequence() {
            return option.startsWith("restart")
                    || List.of(
                                    "set generated",
                                    "set increment",
                                    "set minvalue",
                                    "set maxvalue",
                                    "set no",
                                    "set start",
                                    "set restart",
                                    "set cache",
                                    "set cycle")
                            .contains(option);
        }
    }

    /** {@code ADD} with a constraint. */
    record AddConstraint(Span span, Constraint constraint) implements TableAction {}

    /** {@code VALIDATE CONSTRAINT}. */
    record ValidateConstraint(Span span, String constraint) implements TableAction {}

    /** {@code DROP CONSTRAINT}. */
    record DropConstraint(Span span, String constraint, boolean ifExists, boolean cascade) implements TableAction {}

    /**
     * {@code ALTER CONSTRAINT}.
     *
     * @param enforced whether it says {@code ENFORCED} or {@code NOT ENFORCED}; null for neither
     * @param inherit whether it says {@code INHERIT} or {@code NO INHERIT}; null for neither
     */
    record AlterConstraint(
            Span span,
            String constraint,
            @Nullable Boolean enforced,
            @Nullable Boolean inherit) implements TableAction {}

    /** {@code RENAME COLUMN}. */
    record RenameColumn(Span span, String column, String newName) implements TableAction {
        @Override
        public String changedColumn() {
            return column;
        }
    }

    /** {@code RENAME CONSTRAINT}. */
    record RenameConstraint(Span span, String constraint, String newName) implements TableAction {}

    /** {@code RENAME TO}. */
    record RenameTable(Span span, String newName) implements TableAction {}

    /** {@code SET SCHEMA}. */
    record SetSchema(Span span, String schema) implements TableAction {}

    /** {@code ATTACH PARTITION}. */
    record AttachPartition(Span span, Name partition, boolean asDefault) implements TableAction {}

    /** {@code DETACH PARTITION}. */
    record DetachPartition(Span span, Name partition, boolean concurrently, boolean finish) implements TableAction {}

    /** {@code SET LOGGED} or {@code SET UNLOGGED}. */
    record SetLogged(Span span, boolean logged) implements TableAction {}

    /** {@code SET TABLESPACE}. */
    record SetTablespace(Span span, String tablespace) implements TableAction {}

    /** {@code SET ACCESS METHOD}. */
    record SetAccessMethod(Span span, String method) implements TableAction {}

    /**
     * {@code ENABLE} or {@code DISABLE TRIGGER}.
     *
     * @param trigger {@code all} and {@code user} for those that mean several
     */
    record SwitchTrigger(Span span, boolean enable, String trigger) implements TableAction {}

    /** {@code ENABLE}, {@code DISABLE}, {@code FORCE} or {@code NO FORCE ROW LEVEL SECURITY}. */
    record RowSecurity(Span span) implements TableAction {}

    /** {@code OWNER TO}. */
    record OwnerTo(Span span, String owner) implements TableAction {}

    /** {@code REPLICA IDENTITY}. */
    record ReplicaIdentity(Span span) implements TableAction {}

    /** {@code INHERIT} or {@code NO INHERIT}. */
    record Inherit(Span span, Name parent, boolean inherit) implements TableAction {}

    /**
     * {@code SET (…)} or {@code RESET (…)}: storage parameters.
     *
     * @param parameters their names, in lower case
     */
    record SetStorage(Span span, List<String> parameters) implements TableAction {

        /** Those for which reads wait too (reloptions.c): of tables, of views, of GIN, BRIN and GiST indexes. */
        private static final Set<String> STRONG = Set.of(
                "user_catalog_table",
                "security_barrier",
                "security_invoker",
                "check_option",
                "fastupdate",
                "gin_pending_list_limit",
                "pages_per_range",
                "autosummarize",
                "buffering");

        /** Copies the list. */
        public SetStorage {
            parameters = List.copyOf(parameters);
        }

        /** Whether one of them takes an ACCESS EXCLUSIVE lock. */
        public boolean isStrong() {
            return parameters.stream().anyMatch(STRONG::contains);
        }
    }

    /**
     * What is none of the others, or what no parser has read.
     *
     * @param words its first words, in lower case
     */
    record Unclassified(Span span, String words) implements TableAction {}
}
