package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.observe.Claims;
import dev.sluice.analysis.observe.Observation;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Holds what the rules say of statements against what a server did, and counts. */
final class Verdicts {

    private static final Map<String, RuleInfo> RULES =
            Rules.all().stream().map(MigrationRule::info).collect(Collectors.toMap(RuleInfo::id, info -> info));

    private final Claims claims;
    private final Map<String, Count> byRule = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private int statements;
    private int tables;
    private int tablesAlike;

    Verdicts(int major) {
        this.claims = new Claims(major);
    }

    private static final class Count {
        private int confirmed;
        private int refuted;
        private int missed;
    }

    /** What the rules say of a statement and the server does not do, and the other way round; empty when they agree. */
    List<String> differences() {
        return List.copyOf(differences);
    }

    /**
     * Judges a statement.
     *
     * @param owner the rule to which it counts when no rule finds what it does
     */
    void judge(String owner, ScriptRun.Compared compared) {
        statements++;
        for (Finding finding : compared.findings()) {
            RuleInfo rule = RULES.get(finding.rule());
            if (rule != null) {
                judge(rule, finding, compared);
            }
        }
        boolean found = compared.findings().stream().anyMatch(finding -> isAboutWaiting(finding.rule()));
        boolean missed = compared.seen().blockedAtLength(compared.old()).stream()
                .anyMatch(table -> !found
                        || !compared.forecast().tellsOfWork(compared.seen().family(table)));
        if (missed) {
            byRule.computeIfAbsent(owner, any -> new Count()).missed++;
            differences.add(compared + " is not reported, and the server does: " + compared.seen());
        }
        locks(compared);
    }

    private static boolean isAboutWaiting(String id) {
        RuleInfo rule = RULES.get(id);
        return rule != null && rule.category() == Category.BLOCKS;
    }

    private void judge(RuleInfo rule, Finding finding, ScriptRun.Compared compared) {
        String refutation = claims.refutation(rule, finding, compared.sql(), compared.forecast(), compared.seen());
        if (refutation == null) {
            return;
        }
        Count count = byRule.computeIfAbsent(rule.id(), any -> new Count());
        if (refutation.isEmpty()) {
            count.confirmed++;
        } else {
            count.refuted++;
            differences.add(compared + ": " + rule.id() + " says '" + finding.message() + "', the server " + refutation
                    + ": " + compared.seen());
        }
    }

    /** Each table that the analysis names has to be locked as it says. */
    private void locks(ScriptRun.Compared compared) {
        Observation seen = compared.seen();
        if (seen.failure() != null) {
            return;
        }
        for (Map.Entry<Name, LockMode> foretold : compared.forecast().locks().entrySet()) {
            LockMode mode = seen.locks().get(foretold.getKey());
            if (mode != null && foretold.getValue().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0) {
                tables++;
                if (mode == foretold.getValue()) {
                    tablesAlike++;
                } else {
                    differences.add(compared + " is said to lock " + foretold.getKey() + " in mode "
                            + foretold.getValue().sql() + ", the server takes " + mode.sql());
                }
            }
        }
    }

    int refuted() {
        return byRule.values().stream().mapToInt(count -> count.refuted).sum();
    }

    /** The counts, as lines. */
    String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%-52s %9s %7s %6s %9s %6s%n",
                "rule",
                "confirmed",
                "refuted",
                "missed",
                "precision",
                "recall"));
        byRule.forEach((rule, count) -> text.append(String.format(
                Locale.ROOT,
                "%-52s %9d %7d %6d %9s %6s%n",
                rule,
                count.confirmed,
                count.refuted,
                count.missed,
                share(count.confirmed, count.refuted),
                share(count.confirmed, count.missed))));
        text.append(String.format(
                Locale.ROOT,
                "%d statements, %d findings confirmed, %d refuted; the strongest lock is as foretold on %d of %d tables%n",
                statements,
                byRule.values().stream().mapToInt(count -> count.confirmed).sum(),
                refuted(),
                tablesAlike,
                tables));
        return text.toString();
    }

    static String share(int part, int rest) {
        return part + rest == 0 ? "-" : String.format(Locale.ROOT, "%.2f", (double) part / (part + rest));
    }
}
