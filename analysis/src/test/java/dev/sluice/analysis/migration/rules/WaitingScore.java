package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts for how many statements it was foretold whether others wait while the server goes through a whole table. */
final class WaitingScore {

    private final List<String> wrong = new ArrayList<>();
    private int blocking;
    private int found;
    private int harmless;
    private int alarms;

    /** Takes what a server did as the truth about a statement. */
    void add(ScriptRun.Compared compared) {
        boolean blocks = !compared.seen().blockedAtLength(compared.old()).isEmpty();
        boolean reported = compared.findings().stream()
                .anyMatch(finding -> finding.severity() != Severity.LOW
                        && Rules.all().stream()
                                .map(rule -> rule.info())
                                .anyMatch(rule -> rule.id().equals(finding.rule())
                                        && rule.category() == Category.BLOCKS
                                        && rule.effects().stream()
                                                .anyMatch(
                                                        effect -> effect.work().growsWithTable())));
        if (blocks) {
            blocking++;
            found += reported ? 1 : 0;
        } else {
            harmless++;
            alarms += reported ? 1 : 0;
        }
        if (blocks != reported) {
            wrong.add((blocks ? "missed: " : "false alarm: ") + compared + " " + compared.seen());
        }
    }

    double recall() {
        return blocking == 0 ? 1 : (double) found / blocking;
    }

    double precision() {
        return found + alarms == 0 ? 1 : (double) found / (found + alarms);
    }

    double falseAlarms() {
        return harmless == 0 ? 0 : (double) alarms / harmless;
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d statements block at length, of which %d are reported (recall %.3f); of %d others %d are reported"
                        + " (%.1f %%); precision %.3f",
                blocking,
                found,
                recall(),
                harmless,
                alarms,
                100 * falseAlarms(),
                precision());
    }
}
