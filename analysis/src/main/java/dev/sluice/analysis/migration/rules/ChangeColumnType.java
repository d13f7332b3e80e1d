package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Dependents;
import dev.sluice.analysis.lock.References;
import dev.sluice.analysis.lock.TypeChange;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction.AlterType;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column whose type is changed to one in which its values cannot stay as they are. */
public final class ChangeColumnType implements MigrationRule {

    /** Those of which the server sees that they never differ from it (timestamp.c, TimestampTimestampTzRequiresRewrite). */
    private static final Set<String> LIKE_UTC =
            Set.of("utc", "gmt", "uct", "zulu", "etc/utc", "etc/gmt", "etc/uct", "etc/zulu");

    private static final RuleInfo INFO = RuleInfo.of(ChangeColumnType.class)
            .title("Type change that writes the table anew")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.REWRITE)
            .effect(
                    "the table, where only the order of its values changes",
                    LockMode.ACCESS_EXCLUSIVE,
                    Work.INDEX_BUILD)
            .effect("the table, where a CHECK names the column", LockMode.ACCESS_EXCLUSIVE, Work.SCAN)
            .why("Where the old values are not values of the new type as they stand, PostgreSQL writes the table"
                    + " and all its indexes anew. Reads and writes wait meanwhile.")
            .instead("Add a column of the new type, keep both in step with a trigger, fill it in batches, and let the"
                    + " application change over before the old column goes.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<AlterType> alter : step.actions(AlterType.class)) {
            if (ChangeColumnTypeWithoutCast.refuses(step, alter)
                    || ColumnRefusal.of(step, alter.alter(), alter.action()) != null) {
                continue;
            }
            AlterType action = alter.action();
            Column column = step.table(alter.table()).column(action.column());
            TypeChange change =
                    TypeChange.of(column, action, step.before(), step.version().major());
            Found found = found(alter, step, column, change);
            if (found != null) {
                findings.add(found.about(alter.table()).example(example(step, alter.table(), action)));
            } else if (!alter.alter().only()) {
                below(alter, step, change, findings);
            }
            if (change.looksUp()) {
                referring(alter, step, findings);
            }
        }
    }

    private static @Nullable Found found(
            Step.Action<AlterType> alter, Step step, @Nullable Column column, TypeChange change) {
        AlterType action = alter.action();
        DataType old = column == null ? null : column.type();
        String from =
                column == null || old == null ? "" : " from " + old.sql() + ColumnBeside.collate(column.collation());
        String what = action.column() + " of " + alter.table() + from + " to " + type(step, action);
        return switch (change) {
            case NONE, COLLATION, OPERATORS -> dependent(alter, step, what, change);
            case NONE_IN_UTC -> inUtc(alter, step, what);
            case UNKNOWN ->
                Found.at(
                                alter.span(),
                                "Changing " + what
                                        + " may write the table anew under an ACCESS EXCLUSIVE lock; the type that it"
                                        + " has now is not known.")
                        .severity(Severity.MEDIUM);
            case REWRITE ->
                Found.at(
                        alter.span(),
                        "Changing " + what
                                + " writes the table and its indexes anew under an ACCESS EXCLUSIVE lock, which"
                                + " blocks reads and writes.");
        };
    }

    /** In UTC the values stay, but have other operators, with which indexes are built and rows are held to a CHECK. */
    private static @Nullable Found inUtc(Step.Action<AlterType> alter, Step step, String what) {
        String zone = step.session().value("timezone");
        return zone != null && LIKE_UTC.contains(zone.toLowerCase(Locale.ROOT))
                ? dependent(alter, step, what, TypeChange.NONE_IN_UTC)
                : Found.at(
                        alter.span(),
                        "Changing " + what
                                + " writes the table anew under an ACCESS EXCLUSIVE lock, unless the session's"
                                + " time zone is UTC.");
    }

    /** What only a partition has, or another table that inherits the column. */
    private static void below(Step.Action<AlterType> alter, Step step, TypeChange change, Findings findings) {
        String column = alter.action().column();
        for (Name name : Parts.below(step.before(), step.table(alter.table()))) {
            Table part = step.table(name);
            Work own = new Dependents(part, column).work(change);
            boolean built = own == Work.INDEX_BUILD;
            if (own != Work.NONE && !step.isNew(name)) {
                findings.add(Found.at(
                                alter.span(),
                                "Changing " + column + " of " + alter.table() + " to "
                                        + type(step, alter.action())
                                        + (built
                                                ? " builds an index of "
                                                : " reads, for a CHECK that names it, all of ")
                                        + name + (built ? " anew," : "")
                                        + " under an ACCESS EXCLUSIVE lock, which blocks reads and writes.")
                        .about(part.partitionOf() == null ? name : alter.table())
                        .example(example(step, alter.table(), alter.action())));
            }
        }
    }

    /** The rows of other tables that refer to the column are looked up again. */
    private static void referring(Step.Action<AlterType> alter, Step step, Findings findings) {
        String column = alter.action().column();
        for (Name owner : new References(step.before(), alter.table()).ownersBy(column)) {
            findings.add(Found.at(
                            alter.span(),
                            "Changing the type of " + column + " of " + alter.table() + " looks up each row of " + owner
                                    + ", which refers to it, under an ACCESS EXCLUSIVE lock, which blocks reads and"
                                    + " writes there.")
                    .about(owner)
                    .example(example(step, alter.table(), alter.action())));
        }
    }

    /** The values stay, but what names the column may not. */
    private static @Nullable Found dependent(Step.Action<AlterType> alter, Step step, String what, TypeChange change) {
        Table table = step.tableBehindDrops(alter.table());
        Work work = new Dependents(table, alter.action().column()).work(change);
        if (work == Work.NONE) {
            return null;
        }
        String done = work == Work.SCAN
                ? " reads the whole table for a CHECK or a foreign key that names it"
                : change == TypeChange.NONE && !table.partitioned()
                        ? " builds an index anew that has it in its condition or an expression,"
                        : " builds the indexes on it anew" + (table.partitioned() ? ", in all partitions," : "");
        return Found.at(
                alter.span(),
                "Changing " + what + done + " under an ACCESS EXCLUSIVE lock, which blocks reads and writes.");
    }

    /** The new type, with the collation that is named for it. */
    private static String type(Step step, AlterType action) {
        return action.type().sql() + collation(step, action);
    }

    private static String collation(Step step, AlterType action) {
        int end = action.using() == null
                ? action.span().to()
                : action.using().span().from();
        return action.collation() == null
                ? ""
                : BareColumn.collation(step.sql(new Span(action.type().span().to(), end)));
    }

    /** The way by a column beside it. */
    static String example(Step step, Name table, AlterType action) {
        return new ColumnBeside(
                        table,
                        action.column(),
                        ColumnBeside.free(step.table(table), action.column()),
                        action.type(),
                        collation(step, action),
                        action.using())
                .example(step);
    }
}
