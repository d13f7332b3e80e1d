package dev.sluice.analysis.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ALTER} of anything but a table.
 *
 * @param arguments what stands in parentheses behind the name, such as the parameters that tell a routine from others of its name,
 *     in lower case with single blanks; empty without
 * @param on the table of a trigger, rule or policy; null for all others
 */
public record AlterObject(
        Span span,
        ObjectKind kind,
        Name name,
        String arguments,
        @Nullable Name on,
        Change change) implements Statement {

    /** That of what belongs to no table. */
    public AlterObject(Span span, ObjectKind kind, Name name, Change change) {
        this(span, kind, name, "", null, change);
    }

    /** What is changed. */
    public sealed interface Change {}

    /** {@code RENAME TO}. */
    public record Rename(String newName) implements Change {}

    /** {@code SET SCHEMA}. */
    public record SetSchema(String schema) implements Change {}

    /** {@code OWNER TO}. */
    public record OwnerTo(String owner) implements Change {}

    /** {@code RENAME COLUMN} of a view, {@code RENAME ATTRIBUTE} of a type. */
    public record RenameColumn(String column, String newName) implements Change {}

    /** {@code ATTACH PARTITION} of an index. */
    public record AttachPartition(Name partition) implements Change {}

    /** {@code SET TABLESPACE}. */
    public record SetTablespace(String tablespace) implements Change {}

    /**
     * {@code ALL IN TABLESPACE … SET TABLESPACE}: all objects of the kind in the database. The statement names the
     * tablespace in which they are.
     */
    public record MoveAll(String tablespace) implements Change {}

    /** {@code SET ACCESS METHOD}. */
    public record SetAccessMethod(String method) implements Change {}

    /** {@code SET LOGGED} or {@code SET UNLOGGED} of a sequence. */
    public record SetLogged(boolean logged) implements Change {}

    /** {@code ADD VALUE} to an enumeration. */
    public record AddValue(String value, boolean ifNotExists) implements Change {}

    /** {@code RENAME VALUE} of an enumeration. */
    public record RenameValue(String value, String newValue) implements Change {}

    /** {@code ADD CONSTRAINT} to a domain. */
    public record AddConstraint(Constraint constraint) implements Change {}

    /** {@code VALIDATE CONSTRAINT} of a domain. */
    public record ValidateConstraint(String constraint) implements Change {}

    /**
     * {@code SET DEFAULT} or {@code DROP DEFAULT} of a domain.
     *
     * @param value null where it is dropped
     */
    public record SetDefault(@Nullable Expression value) implements Change {}

    /** {@code SET NOT NULL} of a domain. */
    public record SetNotNull() implements Change {}

    /** {@code DROP NOT NULL} of a domain. */
    public record DropNotNull() implements Change {}

    /** {@code DROP CONSTRAINT} of a domain. */
    public record DropConstraint(String constraint) implements Change {}

    /** {@code RENAME CONSTRAINT} of a domain. */
    public record RenameConstraint(String constraint, String newName) implements Change {}

    /**
     * {@code ADD}, {@code DROP} or {@code ALTER ATTRIBUTE} of a composite type, one or more of them.
     *
     * @param retyped whether one gets another type
     * @param dropped those that are dropped
     * @param cascade whether the tables of the type are changed too
     */
    public record ChangeAttributes(boolean retyped, List<String> dropped, boolean cascade) implements Change {
        /** Copies the list. */
        public ChangeAttributes {
            dropped = List.copyOf(dropped);
        }
    }

    /** Anything else. */
    public record Unclassified() implements Change {}
}
