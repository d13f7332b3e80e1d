package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.CascadedViews;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is dropped with whatever depends on it, where no other rule says what that is. */
public final class DropWithCascade implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropWithCascade.class)
            .title("Function, extension or the like dropped with CASCADE")
            .harm(Category.DATA_LOSS, Severity.HIGH)
            .effect("each table with something that depends on it", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("What depends on it goes without a word: columns with their data, defaults, triggers, indexes, views."
                    + " Nobody reads in the migration what that is, and it may be more on one server than on another.")
            .instead(
                    "Drop by name what depends on it, and then the rest without CASCADE, which fails where something was"
                            + " forgotten.")
            .build();

    private static final String COLUMNS =
            "each column of it with the data, and each index, constraint, domain and view";

    /** What depends on an object of that kind. */
    private static final Map<ObjectKind, String> DEPENDENT = Map.ofEntries(
            Map.entry(
                    ObjectKind.EXTENSION,
                    "each column of its types with the data, and each index, default, trigger and view"),
            Map.entry(ObjectKind.ROUTINE, "each trigger, default, generated column, index, policy and view"),
            Map.entry(ObjectKind.LANGUAGE, "each function in it, with triggers, defaults and views"),
            Map.entry(ObjectKind.SEQUENCE, "each default"),
            Map.entry(ObjectKind.INDEX, "each foreign key that refers by it"),
            Map.entry(ObjectKind.COLLATION, COLUMNS),
            Map.entry(ObjectKind.ACCESS_METHOD, "each table with its rows, and each index and operator class"),
            Map.entry(ObjectKind.OPERATOR, "each index, constraint and view"),
            Map.entry(ObjectKind.OPERATOR_CLASS, "each index, and each table that is partitioned by it with its rows,"),
            Map.entry(ObjectKind.OPERATOR_FAMILY, "each operator class and index"),
            Map.entry(ObjectKind.TEXT_SEARCH, "each generated column with the data, and each index and view"),
            Map.entry(ObjectKind.SERVER, "each foreign table"),
            Map.entry(ObjectKind.FOREIGN_DATA_WRAPPER, "each server and foreign table"),
            Map.entry(ObjectKind.VIEW, "each view"));

    /** Of these, no table with rows is locked. */
    private static final Set<ObjectKind> NO_TABLES =
            Set.of(ObjectKind.VIEW, ObjectKind.SERVER, ObjectKind.FOREIGN_DATA_WRAPPER);

    /** Of these, rows or columns go with their data. */
    private static final Set<ObjectKind> WORST =
            Set.of(ObjectKind.EXTENSION, ObjectKind.COLLATION, ObjectKind.ACCESS_METHOD, ObjectKind.OPERATOR_CLASS);

    /** Of these, other rules say what goes with them. */
    private static final Set<ObjectKind> ELSEWHERE = Set.of(
            ObjectKind.TABLE,
            ObjectKind.FOREIGN_TABLE,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.SCHEMA,
            ObjectKind.DATABASE,
            ObjectKind.TYPE,
            ObjectKind.DOMAIN,
            ObjectKind.TRIGGER,
            ObjectKind.OWNED);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof Drop drop) || !drop.cascade() || ELSEWHERE.contains(drop.kind())) {
            return;
        }
        for (Drop.Target target : drop.targets()) {
            boolean temporary = target.name().schema().equals("pg_temp");
            if (!temporary && !Unused.isUnused(step, drop.kind(), target.name(), target.span())) {
                findings.add(Found.at(target.span(), message(step, drop, target))
                        .severity(WORST.contains(drop.kind()) ? Severity.HIGH : Severity.MEDIUM)
                        .example(first(step, drop) + step.sql(drop.span()).replaceFirst("(?i)\\s+cascade\\s*$", "")
                                + ";"));
            }
        }
    }

    /** What is dropped by name before, as far as it is known: without CASCADE it is refused until that is gone. */
    private static String first(Step step, Drop drop) {
        Set<String> lines = new LinkedHashSet<>();
        for (Drop.Target target : drop.targets()) {
            if (drop.kind() == ObjectKind.SEQUENCE) {
                lines.addAll(defaults(step.before(), target.name()));
            } else if (drop.kind() == ObjectKind.VIEW) {
                lines.addAll(Cascade.drops(CascadedViews.of(step.before(), target.name())));
            }
        }
        if (lines.isEmpty()) {
            String known = DEPENDENT.get(drop.kind());
            lines.add("-- first drop or change by name what depends on it" + (known == null ? "" : ": " + known));
        }
        return String.join("\n", lines) + "\n";
    }

    /** Of the columns that take their numbers from the sequence. */
    private static List<String> defaults(Schema schema, Name sequence) {
        Name meant = schema.resolve(sequence);
        return schema.tables().stream()
                .flatMap(table -> table.columns().stream()
                        .filter(column -> takesFrom(schema, table, column, meant))
                        .map(column -> "ALTER TABLE " + table.name() + " ALTER COLUMN " + Name.quoted(column.name())
                                + " DROP DEFAULT;"))
                .sorted()
                .toList();
    }

    private static boolean takesFrom(Schema schema, Table table, Column column, Name sequence) {
        if (!column.hasDefault()) {
            return false;
        }
        Name named = column.defaultValue() == null
                ? column.type() == null || !column.type().isSerial()
                        ? null
                        : new Name(table.name().schema(), table.name().name() + "_" + column.name() + "_seq")
                : NumbersFromTheBeginning.sequence(column.defaultValue());
        return named != null && schema.resolve(named).equals(sequence);
    }

    private static String message(Step step, Drop drop, Drop.Target target) {
        String what = "Drops " + drop.kind().words() + " " + step.sql(target.span());
        String dependent = DEPENDENT.get(drop.kind());
        if (dependent == null) {
            return what + " and whatever depends on it, which is not known here.";
        }
        boolean locks = !NO_TABLES.contains(drop.kind());
        return what + " and " + dependent + " that depends on it"
                + (locks ? ", under an ACCESS EXCLUSIVE lock on each table." : ".");
    }
}
