package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Query;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replication that others rely on, ended or cut down. */
public final class DropReplication implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropReplication.class)
            .title("Publication, subscription or slot taken away")
            .harm(Category.DATA_LOSS, Severity.MEDIUM)
            .why(
                    "Whoever copies changes from it stops or misses them without an error here, and has to be filled anew.")
            .instead(
                    "See that no subscriber and no consumer is left, such as in pg_replication_slots, and then take it away.")
            .build();

    private static final Pattern PUBLICATION =
            Pattern.compile("(?i)^(?:drop (?<kind>publication|subscription) (?:if exists )?(?<dropped>[^ ,;]+)"
                    + "|alter publication (?<cut>[^ ]+) (?:drop|set) tables? .*"
                    + "|alter subscription (?<stopped>[^ ]+) (?:disable|drop publication .*)).*");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        String message = message(step);
        if (message != null) {
            findings.add(Found.at(step.statement().span(), message));
        }
    }

    private static @Nullable String message(Step step) {
        if (step.statement() instanceof Query query) {
            boolean slot = query.functions().stream()
                    .anyMatch(function -> function.matches("(?:pg_catalog\\.)?pg_drop_replication_slot"));
            return slot
                    ? "Drops a replication slot, and with it the changes that its consumer has not read yet."
                    : null;
        }
        // Most statements are nothing of the kind.
        String sql = step.sql(step.statement().span());
        boolean begins = sql.regionMatches(true, 0, "drop", 0, 4) || sql.regionMatches(true, 0, "alter", 0, 5);
        if (!begins || step.statement() instanceof AlterTable) {
            return null;
        }
        Matcher ended = PUBLICATION.matcher(PlainText.of(step));
        if (!ended.matches()) {
            return null;
        }
        if (ended.group("dropped") != null) {
            boolean own = isOfThisFile(step, ended.group("kind"), ended.group("dropped"));
            return own ? null : "Drops " + ended.group("kind") + " " + ended.group("dropped") + ".";
        }
        if (ended.group("cut") != null) {
            boolean own = isOfThisFile(step, "publication", ended.group("cut"));
            return own
                    ? null
                    : "Takes tables out of publication " + ended.group("cut") + ", or sets others in their place.";
        }
        return "Keeps subscription " + ended.group("stopped") + " from getting changes.";
    }

    private static boolean isOfThisFile(Step step, String kind, String name) {
        return Pattern.compile("(?i)\\bcreate\\s+" + kind + "\\s+" + Pattern.quote(name) + "(?![\\w$])")
                .matcher(step.text().substring(0, step.statement().span().from()))
                .find();
    }
}
