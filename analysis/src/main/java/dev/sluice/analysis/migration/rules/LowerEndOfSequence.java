package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A sequence in use that is to give out fewer numbers than it may. */
public final class LowerEndOfSequence implements MigrationRule {

    /** What an integer holds; a sequence for such a column ends there anyway. */
    private static final long FAR = Integer.MAX_VALUE;

    private static final Pattern END = Pattern.compile(
            "(?is)\\b(?:maxvalue\\s+\\+?(?<number>\\d{1,19})|as\\s+(?<type>smallint|int2|integer|int4|int))\\b");

    private static final RuleInfo INFO = RuleInfo.of(LowerEndOfSequence.class)
            .title("Sequence that ends earlier")
            .harm(Category.COMPATIBILITY, Severity.MEDIUM)
            .why(
                    "Once the last number is given out, each insert that takes one fails. Where a larger number has been given"
                            + " out already, the statement itself fails. Whoever takes a number waits until the transaction ends.")
            .instead("Leave the end where it is, or look how far the sequence is, and watch it from then on.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof AlterObject alter
                && alter.kind() == ObjectKind.SEQUENCE
                && alter.change() instanceof AlterObject.Unclassified) {
            Origin made = step.before().origin(ObjectKind.SEQUENCE, alter.name());
            String end = end(step, alter.span());
            if (end != null && (made == null || !made.certain() || !made.isWith(step.origin()))) {
                findings.add(Found.at(alter.span(), "Lets sequence " + alter.name() + " end at " + end + ".")
                        .example("SELECT last_value FROM " + alter.name() + ";"));
            }
        }
        for (Step.Action<TableAction.SetColumnOption> option : step.actions(TableAction.SetColumnOption.class)) {
            String end = option.action().isOfSequence() ? end(step, option.span()) : null;
            if (end != null) {
                String message = "Lets the numbers of column " + option.action().column() + " of " + option.table()
                        + " end at " + end + ".";
                findings.add(Found.at(option.span(), message)
                        .about(option.table())
                        .example("SELECT max(" + Name.quoted(option.action().column()) + ") FROM " + option.table()
                                + ";"));
            }
        }
    }

    /** The last number; null where it is far away, or none is named. */
    private static @Nullable String end(Step step, Span clause) {
        Matcher end = END.matcher(step.sql(clause));
        String last = null;
        while (end.find()) {
            String number = end.group("number");
            if (number != null) {
                return number.length() < 11 && Long.parseLong(number) < FAR ? number : null;
            }
            String type = end.group("type").toLowerCase(Locale.ROOT);
            last = type.equals("smallint") || type.equals("int2") ? "32767" : "2147483647";
        }
        return last;
    }
}
