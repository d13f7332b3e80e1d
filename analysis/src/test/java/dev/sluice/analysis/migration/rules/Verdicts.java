package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Effect;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.observe.Observation;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds what the rules say of statements against what a server did, and counts. */
final class Verdicts {

    private static final Pattern LOCK =
            Pattern.compile("\\b((?:ACCESS|ROW|SHARE|UPDATE|EXCLUSIVE)(?: (?:SHARE|ROW|UPDATE|EXCLUSIVE))*) lock");
    private static final Map<String, RuleInfo> RULES =
            Rules.all().stream().map(MigrationRule::info).collect(Collectors.toMap(RuleInfo::id, info -> info));

    private final int major;
    private final Map<String, Count> byRule = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private int statements;
    private int tables;
    private int tablesAlike;

    Verdicts(int major) {
        this.major = major;
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
        if (!found && compared.seen().blocksAtLength(compared.old())) {
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
        Observation seen = compared.seen();
        boolean hedged = finding.severity().compareTo(rule.severity()) < 0;
        String wrong = "";
        if (rule.category() == Category.FAILS) {
            boolean certain = finding.severity() == Severity.HIGH && !PERHAPS.contains(rule.id());
            wrong = certain && seen.failure() == null ? "succeeds" : "";
        } else {
            if (seen.failure() != null) {
                // What fails locks nothing; that it fails is another rule's finding.
                return;
            }
            Set<LockMode> named = named(finding.message());
            wrong = wrongEffects(rule, named, hedged, compared.sql(), seen);
            for (LockMode mode : named) {
                boolean done = seen.locks().entrySet().stream().anyMatch(lock -> has(lock, mode, seen));
                wrong += done ? "" : " takes no " + mode.sql() + " lock";
            }
        }
        if (rule.effects().isEmpty()
                && rule.category() != Category.FAILS
                && !LOCK.matcher(finding.message()).find()) {
            return;
        }
        Count count = byRule.computeIfAbsent(rule.id(), any -> new Count());
        if (wrong.isEmpty()) {
            count.confirmed++;
        } else {
            count.refuted++;
            differences.add(compared + ": " + rule.id() + " says '" + finding.message() + "', the server " + wrong
                    + ": " + seen);
        }
    }

    /** They fail only later, or only warn. */
    private static final List<String> PERHAPS = List.of("nested-transaction", "uncommitted-transaction");

    private static Set<LockMode> named(String message) {
        Set<LockMode> modes = EnumSet.noneOf(LockMode.class);
        Matcher lock = LOCK.matcher(message);
        while (lock.find()) {
            modes.add(LockMode.of(lock.group(1)));
        }
        return modes;
    }

    /** A weaker lock cannot be seen on a table that the transaction has locked more strongly before. */
    private static boolean has(Map.Entry<Name, LockMode> lock, LockMode mode, Observation seen) {
        LockMode held = seen.held().get(lock.getKey());
        return lock.getValue() == mode || (held == lock.getValue() && held.compareTo(mode) > 0);
    }

    private String wrongEffects(RuleInfo rule, Set<LockMode> named, boolean hedged, String sql, Observation seen) {
        // Behind a comma stands for which statements a rule says so; one of those has to hold.
        Map<String, Boolean> done = new TreeMap<>();
        for (Effect effect : rule.effects()) {
            boolean other = effect.on().startsWith("with CASCADE")
                    && !sql.toUpperCase(Locale.ROOT).contains("CASCADE");
            if (!other && effect.versions().contains(major)) {
                String on = effect.on().replaceFirst(",.*", "");
                done.merge(on, hedged || isDone(effect, named, seen), (a, b) -> a || b);
            }
        }
        return done.entrySet().stream()
                .filter(effect -> !effect.getValue())
                .map(effect -> "does something else to " + effect.getKey() + " than "
                        + rule.effects().stream()
                                .map(claim -> claim.lock().sql() + " with " + claim.work())
                                .collect(Collectors.joining(" or ")))
                .collect(Collectors.joining(", "));
    }

    private static boolean isDone(Effect effect, Set<LockMode> named, Observation seen) {
        boolean work = effect.work().compareTo(Work.SCAN) >= 0;
        return seen.locks().entrySet().stream()
                .anyMatch(lock -> (has(lock, effect.lock(), seen) || named.contains(lock.getValue()))
                        && (!work || seen.work(lock.getKey()) == effect.work()));
    }

    /** Each table that the analysis names has to be locked as it says. */
    private void locks(ScriptRun.Compared compared) {
        Observation seen = compared.seen();
        if (seen.failure() != null) {
            return;
        }
        for (Map.Entry<Name, LockMode> foretold : compared.foretold().entrySet()) {
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
