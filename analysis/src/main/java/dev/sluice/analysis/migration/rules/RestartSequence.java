package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.parse.Words;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import java.util.regex.Pattern;

/** A sequence in use that begins anew. */
public final class RestartSequence implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(RestartSequence.class)
            .title("Sequence that begins anew")
            .harm(Category.DATA_LOSS, Severity.MEDIUM)
            .why(
                    "It gives out numbers that rows have already, so that inserts fail where a key forbids that, and rows are"
                            + " mixed up where none does. Whoever takes a number waits until the transaction ends.")
            .instead("Set it to the largest number in use, in a transaction of its own.")
            .build();

    private static final Pattern RESTART = Pattern.compile("(?is).*\\brestart\\b.*");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof AlterObject alter
                && alter.kind() == ObjectKind.SEQUENCE
                && alter.change() instanceof AlterObject.Unclassified
                && RESTART.matcher(step.sql(alter.span())).matches()) {
            Origin made = step.before().origin(ObjectKind.SEQUENCE, alter.name());
            if (made == null || !made.certain() || !made.isWith(step.origin())) {
                findings.add(Found.at(alter.span(), "Lets sequence " + alter.name() + " begin anew.")
                        .example("SELECT setval('" + alter.name().sql().replace("'", "''")
                                + "', 1 /* the largest */);"));
            }
        }
        for (Step.Action<TableAction.SetColumnOption> option : step.actions(TableAction.SetColumnOption.class)) {
            if (restarts(step, option)) {
                String message = "Lets the numbers of column " + option.action().column() + " of " + option.table()
                        + " begin anew.";
                findings.add(Found.at(option.span(), message).about(option.table()));
            }
        }
    }

    /** Behind SET, since the name of the column comes before. */
    private static boolean restarts(Step step, Step.Action<TableAction.SetColumnOption> option) {
        if (!option.action().isOfSequence() || option.action().option().startsWith("restart")) {
            return option.action().isOfSequence();
        }
        String sql = step.sql(option.span());
        Span set = Words.of(sql).find("set");
        return set != null && Words.of(sql.substring(set.from())).find("restart") != null;
    }
}
