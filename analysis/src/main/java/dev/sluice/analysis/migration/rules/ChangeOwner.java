package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Other;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A table that gets another owner, or all tables of a role. */
public final class ChangeOwner implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ChangeOwner.class)
            .title("Table that gets another owner")
            .harm(Category.COMPATIBILITY, Severity.LOW)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("Who had rights as the owner has none any more, and row level security holds for it. The lock is"
                    + " short, but everybody queues behind it.")
            .instead("Grant what the old owner still needs, and set a short lock_timeout before.")
            .build();

    private static final Pattern ALL = Pattern.compile("(?i)reassign owned by (?<roles>.+) to (?<owner>[^ ]+)");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.OwnerTo> change : step.actions(TableAction.OwnerTo.class)) {
            String message =
                    "Gives " + change.table() + " to " + change.action().owner()
                            + " under an ACCESS EXCLUSIVE lock, which is short but blocks reads and writes.";
            findings.add(Found.at(change.span(), message).about(change.table()).example("SET lock_timeout = '2s';"));
        }
        if (step.statement() instanceof Other other && other.words().equals("reassign owned by")) {
            reassign(step, findings);
        }
    }

    private static void reassign(Step step, Findings findings) {
        Span span = step.statement().span();
        Matcher all = ALL.matcher(PlainText.of(step));
        if (!all.matches()) {
            return;
        }
        List<String> owners = Stream.of(all.group("roles").split(" ?, ?"))
                .filter(role -> !Unused.ownsNothing(step, Name.of(role), span))
                .toList();
        if (!owners.isEmpty()) {
            findings.add(Found.at(
                            span,
                            "Gives each table and all else that " + String.join(", ", owners) + " owns to "
                                    + all.group("owner")
                                    + ", under an ACCESS EXCLUSIVE lock on each table, which blocks reads and writes"
                                    + " until the transaction ends.")
                    .severity(Severity.MEDIUM)
                    .instead(
                            "Give the tables to the other role one by one, each in a transaction of its own with a short"
                                    + " lock_timeout; REASSIGN OWNED then finds what nobody waits for.")
                    .example("SET lock_timeout = '2s';"));
        }
    }
}
