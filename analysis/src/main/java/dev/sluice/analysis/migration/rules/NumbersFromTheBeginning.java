package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column whose rows have numbers already, and which gets a new sequence that begins at the beginning: an identity, or the
 * sequence that the same migration makes; and one that has such a sequence and is filled with numbers from elsewhere.
 */
public final class NumbersFromTheBeginning implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(NumbersFromTheBeginning.class)
            .title("New sequence that gives out the numbers of existing rows")
            .harm(Category.COMPATIBILITY, Severity.HIGH)
            .effect("the table, where it gets the sequence", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .effect("the table, where it is filled", LockMode.ROW_EXCLUSIVE, Work.NONE)
            .why(
                    "A new sequence begins at 1, whatever numbers the rows have. Inserts fail from then on where a key forbids"
                            + " the same number twice, and rows are mixed up where none does.")
            .instead("Set the sequence to the largest number in use, in the same transaction, or let it START WITH a"
                    + " larger one.")
            .build();

    private static final Pattern NEXT =
            Pattern.compile("(?is)(?:pg_catalog\\s*\\.\\s*)?nextval\\s*\\([\\s(]*(?:cast\\s*\\(\\s*)?"
                    + "'(?<name>(?:[^']|'')+)'(?:\\s*\\)|\\s*(?:::|\\bas\\b)\\s*[\\w.]+)*\\s*");
    private static final Pattern SEQUENCE = Pattern.compile(
            "(?:(?:\"(?<quotedSchema>[^\"]+)\"|(?<schema>[\\w$]+))\\.)?(?:\"(?<quoted>[^\"]+)\"|(?<plain>[\\w$]+))");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddIdentity> add :
                ConstraintRefusal.without(step, TableAction.AddIdentity.class)) {
            String column = add.action().column();
            SequenceStart start = new SequenceStart(step);
            boolean told = SequenceStart.isNamed(step.sql(add.span())) || start.isSetBehind(add.table(), column);
            if (!told && mayHaveRows(step, add.table())) {
                findings.add(found(step, add.table(), column, add.span(), "its identity", goOn(add.table(), column)));
            }
        }
        for (Step.Action<TableAction.SetDefault> set : step.actions(TableAction.SetDefault.class)) {
            Name sequence = sequence(set.action().value());
            if (sequence != null
                    && isMadeHere(step, sequence)
                    && !isMadeHere(step, set.table(), set.action().column())
                    && !new SequenceStart(step).isSet(set.table(), set.action().column(), sequence)
                    && mayHaveRows(step, set.table())) {
                findings.add(found(
                                step,
                                set.table(),
                                set.action().column(),
                                set.span(),
                                "sequence " + sequence,
                                goOn(set.table(), set.action().column(), literal(sequence.sql())))
                        .severity(isCertain(step, sequence) ? Severity.HIGH : Severity.MEDIUM));
            }
        }
        if (step.statement() instanceof DataChange.Insert insert && !insert.counted()) {
            filled(step, insert.table(), insert.columns(), insert.span(), findings);
        } else if (step.statement() instanceof DataChange.CopyFrom copy) {
            filled(step, copy.table(), copy.columns(), copy.span(), findings);
        }
    }

    /** What a table that is made here gets is not of its own sequences, which have given out nothing. */
    private static void filled(Step step, Name name, @Nullable List<String> columns, Span span, Findings findings) {
        Table table = step.table(name);
        Origin made = table.origin();
        if (made == null || !made.certain() || !made.isWith(step.origin()) || table.temporary()) {
            return;
        }
        for (Column column : table.columns()) {
            boolean given = columns == null || columns.contains(column.name());
            Name sequence = column.defaultValue() == null ? null : sequence(column.defaultValue());
            if (!given || !isNumbered(step, column, sequence)) {
                continue;
            }
            SequenceStart start = new SequenceStart(step);
            boolean told = sequence == null
                    ? start.isSet(table.name(), column.name())
                    : start.isSet(table.name(), column.name(), sequence);
            if (!told) {
                String goOn = sequence == null
                        ? goOn(name, column.name())
                        : goOn(name, column.name(), literal(sequence.sql()));
                String what = sequence != null ? "sequence " + sequence : "its own sequence";
                findings.add(found(step, name, column.name(), span, what, goOn)
                        .unless(last -> isAnother(last, made, column)));
            }
        }
    }

    /** Whether it has numbers of a sequence that is made here. */
    private static boolean isNumbered(Step step, Column column, @Nullable Name sequence) {
        boolean serial = column.type() != null && column.type().isSerial();
        return column.generation() == Generation.IDENTITY
                || (sequence == null
                        ? serial && column.hasDefault() && column.defaultValue() == null
                        : isMadeHere(step, sequence) && isCertain(step, sequence));
    }

    /** Whether no table that was made there has it in the end as it was, whatever it is called by then. */
    private static boolean isAnother(Schema last, Origin made, Column before) {
        return last.tables().stream()
                .filter(table -> made.equals(table.origin()))
                .map(table -> table.column(before.name()))
                .noneMatch(column -> column != null
                        && column.generation() == before.generation()
                        && column.hasDefault() == before.hasDefault()
                        && Objects.equals(column.defaultValue(), before.defaultValue()));
    }

    static @Nullable Name sequence(Expression value) {
        Matcher next = NEXT.matcher(value.text().strip());
        return next.matches() ? name(next.group("name").replace("''", "'")) : null;
    }

    private static Found found(Step step, Name table, String column, Span span, String what, String goOn) {
        String message = "Gives " + column + " of " + table + " numbers from 1 on, by " + what
                + ", whatever numbers its rows have already.";
        // The table stays locked until the sequence is where it has to be.
        String together = Apart.together(step, step.sql(step.statement().span()) + ";\n" + goOn);
        Found found = Found.at(span, message).example(together);
        // One that is new has numbers too where the migrations have filled it.
        return step.isNew(table) ? found : found.about(table);
    }

    /** What lets the sequence of an identity go on behind the largest number. */
    static String goOn(Name table, String column) {
        return goOn(table, column, "pg_get_serial_sequence(" + literal(table.sql()) + ", " + literal(column) + ")");
    }

    private static String goOn(Name table, String column, String sequence) {
        return "SELECT setval(" + sequence + ", (SELECT max(" + Name.quoted(column) + ") FROM " + table + "));";
    }

    private static boolean mayHaveRows(Step step, Name table) {
        return !step.isNew(table) || step.table(table).filled();
    }

    /** Whether this run makes it, so that it has given out nothing yet; with IF NOT EXISTS it perhaps does. */
    private static boolean isMadeHere(Step step, Name sequence) {
        Origin made = step.before().origin(ObjectKind.SEQUENCE, sequence);
        return made != null && made.isWith(step.origin());
    }

    private static boolean isCertain(Step step, Name sequence) {
        Origin made = step.before().origin(ObjectKind.SEQUENCE, sequence);
        return made != null && made.certain();
    }

    /** Whether the column is as new: its rows get their numbers of the sequence itself. */
    private static boolean isMadeHere(Step step, Name name, String column) {
        Table table = step.table(name);
        Column known = table.column(column);
        Origin made = known == null ? null : known.origin();
        boolean withTable = made != null && made.equals(table.origin());
        return made != null && made.certain() && made.isWith(step.origin()) && !withTable;
    }

    private static Name name(String written) {
        Matcher name = SEQUENCE.matcher(written.strip());
        if (!name.matches()) {
            return Name.of(written);
        }
        String schema = part(name, "quotedSchema", "schema");
        return new Name(schema, part(name, "quoted", "plain"));
    }

    private static String part(Matcher name, String quoted, String plain) {
        String exact = name.group(quoted);
        String folded = name.group(plain);
        return exact != null ? exact : folded == null ? "" : folded.toLowerCase(Locale.ROOT);
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
