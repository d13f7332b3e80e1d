package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.DefaultType;
import dev.sluice.analysis.lock.TypeCast;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction.AlterType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column that gets a type to which PostgreSQL does not cast its values, or its default, by itself. */
public final class ChangeColumnTypeWithoutCast implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ChangeColumnTypeWithoutCast.class)
            .title("Type change without the cast or operator that it needs")
            .harm(Category.FAILS, Severity.HIGH)
            .why(
                    "PostgreSQL refuses it, be the table empty or not, and the migration stops there: without USING it casts"
                            + " values only as in an assignment, and a default never otherwise. What compares the column with a constant keeps"
                            + " the constant's type.")
            .instead(
                    "Say with USING how the new value is made of the old one; drop a default that does not fit first, and"
                            + " set the new one behind; likewise a CHECK or a partial index that compares the column with"
                            + " a value of the old type.")
            .build();

    /**
     * What is refused.
     *
     * @param values what becomes of the values; {@link TypeCast#AUTOMATIC} too where USING says so
     * @param value the default that is not cast by itself; null where there is none
     * @param comparisons what compares the column with a value of the old type
     */
    private record Refusal(
            DataType old,
            TypeCast values,
            @Nullable String value,
            TypeCast castOfDefault,
            List<OldTypeComparison> comparisons) {}

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<AlterType> alter : step.actions(AlterType.class)) {
            Refusal refusal = refusal(step, alter);
            if (refusal != null) {
                findings.add(Found.at(alter.span(), message(alter, refusal)).example(example(step, alter, refusal)));
            }
        }
    }

    /** Whether PostgreSQL refuses it, so that nothing is done. */
    static boolean refuses(Step step, Step.Action<AlterType> alter) {
        return refusal(step, alter) != null;
    }

    private static @Nullable Refusal refusal(Step step, Step.Action<AlterType> alter) {
        Table table = step.tableBehindDrops(alter.table());
        Column column = table.column(alter.action().column());
        DataType old = column == null ? null : column.type();
        if (column == null || old == null || isComputed(column) || table.foreign()) {
            return null;
        }
        DataType made = alter.action().type();
        TypeCast values = alter.action().using() == null ? TypeCast.of(old, made, step.before()) : TypeCast.AUTOMATIC;
        DataType own = DefaultType.of(column);
        TypeCast cast = own == null ? TypeCast.UNKNOWN : TypeCast.of(own, made, step.before());
        if (isRefused(values) || isRefused(cast)) {
            return new Refusal(old, values, isRefused(cast) ? text(column) : null, cast, List.of());
        }
        List<OldTypeComparison> comparisons = OldTypeComparison.of(step, table, column, made);
        return comparisons.isEmpty() ? null : new Refusal(old, values, null, cast, comparisons);
    }

    private static boolean isComputed(Column column) {
        return column.generation() == Generation.STORED || column.generation() == Generation.VIRTUAL;
    }

    private static boolean isRefused(TypeCast cast) {
        return cast == TypeCast.EXPLICIT || cast == TypeCast.NONE;
    }

    /** That of a serial is written nowhere. */
    private static String text(Column column) {
        return column.defaultValue() == null
                ? "nextval(…)"
                : column.defaultValue().text().strip();
    }

    private static String message(Step.Action<AlterType> alter, Refusal refusal) {
        String type = alter.action().type().sql();
        String reason = switch (refusal.values()) {
            case EXPLICIT -> "it casts the one to the other only where USING says so.";
            case NONE -> "there is no cast from the one to the other.";
            default -> "it does not cast the default " + refusal.value() + " to " + type + " by itself.";
        };
        if (!refusal.comparisons().isEmpty()) {
            reason = refusal.comparisons().get(0).words() + " compares it with a value of the old type.";
        }
        return "Changes " + Name.quoted(alter.action().column()) + " of " + alter.table() + " from "
                + refusal.old().sql() + " to " + type + ", which PostgreSQL refuses: " + reason;
    }

    /** What a text says as a value of another type, only who has written it knows. */
    private static boolean isText(String value) {
        return value.contains("'");
    }

    private static String example(Step step, Step.Action<AlterType> alter, Refusal refusal) {
        if (!refusal.comparisons().isEmpty()) {
            return OldTypeComparison.example(step, alter, refusal.comparisons());
        }
        AlterType action = alter.action();
        String type = action.type().sql();
        String column = "ALTER COLUMN " + Name.quoted(action.column());
        String using = action.using() != null
                ? action.using().text()
                : refusal.values() == TypeCast.NONE
                        ? "/* a " + type + " made of it */"
                        : Name.quoted(action.column()) + "::" + type;
        String change = column + " TYPE " + type + " USING " + using;
        String table = "ALTER TABLE " + alter.table();
        if (refusal.value() == null) {
            return table + " " + change + ";";
        }
        boolean cast = refusal.castOfDefault() == TypeCast.EXPLICIT
                && !refusal.value().contains("…")
                && !isText(refusal.value());
        return table + "\n    " + column + " DROP DEFAULT,\n    " + change + ",\n    " + column + " SET DEFAULT "
                + (cast ? "(" + refusal.value() + ")::" + type : "/* a " + type + " */") + ";";
    }
}
