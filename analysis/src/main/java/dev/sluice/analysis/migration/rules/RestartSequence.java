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
import org.jspecify.annotations.Nullable;

/** A sequence in use that begins anew. */
public final class RestartSequence implements MigrationRule {

    private static final String ANEW = "begin anew";

    private static final RuleInfo INFO = RuleInfo.of(RestartSequence.class)
            .title("Sequence that begins anew")
            .harm(Category.DATA_LOSS, Severity.MEDIUM)
            .why(
                    "It gives out numbers that rows have already, so that inserts fail where a key forbids that, and rows are"
                            + " mixed up where none does. Whoever takes a number waits until the transaction ends.")
            .instead("Set it to the largest number in use, in a transaction of its own.")
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
            String again = again(Words.of(step.sql(alter.span())));
            Origin made = step.before().origin(ObjectKind.SEQUENCE, alter.name());
            if (again != null && (made == null || !made.certain() || !made.isWith(step.origin()))) {
                findings.add(Found.at(alter.span(), "Lets sequence " + alter.name() + " " + again + ".")
                        .example("SELECT setval('" + alter.name().sql().replace("'", "''")
                                + "', 1 /* the largest */);"));
            }
        }
        for (Step.Action<TableAction.SetColumnOption> option :
                ConstraintRefusal.without(step, TableAction.SetColumnOption.class)) {
            String again = again(step, option);
            if (again != null) {
                String message = "Lets the numbers of column " + option.action().column() + " of " + option.table()
                        + " " + again + ".";
                findings.add(Found.at(option.span(), message).about(option.table()));
            }
        }
    }

    /** Behind SET, since the name of the column comes before. */
    private static @Nullable String again(Step step, Step.Action<TableAction.SetColumnOption> option) {
        if (!option.action().isOfSequence()) {
            return null;
        }
        if (option.action().option().startsWith("restart")) {
            return ANEW;
        }
        String sql = step.sql(option.span());
        Span set = Words.of(sql).find("set");
        return set == null ? null : again(Words.of(sql.substring(set.from())));
    }

    /** How it comes to give out numbers that it has given out before; null where it does not. */
    private static @Nullable String again(Words words) {
        if (words.find("restart") != null) {
            return ANEW;
        }
        if (words.find("increment", "-") != null || words.find("increment", "by", "-") != null) {
            return "count backwards, through those that are given out already";
        }
        return words.find("cycle") != null && words.find("no", "cycle") == null
                ? "begin anew behind the last one"
                : null;
    }
}
