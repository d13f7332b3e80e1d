package dev.sluice.analysis.observe;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.report.Difference;
import dev.sluice.analysis.report.Difference.Kind;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was foretold of a statement with what a server did. Only tables that were there before the statement's file
 * count, since nobody waits for others. Immutable, and safe for use by several threads.
 */
public final class Comparison {

    private final Map<String, RuleInfo> rules;
    private final Claims claims;

    /**
     * A comparison by those rules.
     *
     * @param major the server's major version
     */
    public Comparison(List<RuleInfo> rules, int major) {
        this.rules = rules.stream().collect(Collectors.toMap(RuleInfo::id, Function.identity()));
        this.claims = new Claims(major);
    }

    /**
     * The differences, the worst first; empty when there are none.
     *
     * @param findings those that are reported of the statement
     * @param old the tables that were there before its file
     */
    public List<Difference> differences(
            String sql, Forecast forecast, List<Finding> findings, Set<Name> old, Observation seen) {
        List<Difference> differences = new ArrayList<>();
        for (Finding finding : findings) {
            RuleInfo rule = rules.get(finding.rule());
            boolean watched = rule != null && (rule.category() == Category.FAILS || forecast.isAboutOneOf(rule, old));
            // Where nothing fails, there was no row to fail at.
            boolean atRows = rule != null && rule.failsAtRows() && seen.failure() == null;
            String refutation =
                    rule == null || !watched || atRows ? null : claims.refutation(rule, finding, sql, forecast, seen);
            if (refutation != null && !refutation.isEmpty()) {
                differences.add(new Difference(Kind.REFUTED_FINDING, finding.rule(), finding.message(), refutation));
            }
        }
        if (seen.failure() != null) {
            if (!forecast.tellsOfFailure()) {
                differences.add(new Difference(Kind.UNTOLD_FAILURE, "", "", "fails"));
            }
        } else {
            old.forEach(table -> compare(table, forecast, seen, differences));
        }
        differences.sort(Comparator.comparing(Difference::kind).thenComparing(Difference::about));
        return List.copyOf(differences);
    }

    private static void compare(Name table, Forecast forecast, Observation seen, List<Difference> differences) {
        LockMode foretold = forecast.locks().get(table);
        LockMode taken = seen.taken().get(table);
        LockMode locked = seen.locks().get(table);
        Work work = seen.work(table);
        Set<Name> family = seen.family(table);
        if (locked != null
                && locked.blocksWrites()
                && work.compareTo(Work.SCAN) >= 0
                && !forecast.tellsOfWork(family)) {
            differences.add(new Difference(Kind.UNTOLD_WORK, table.sql(), "", words(work) + " under " + locked.sql()));
        } else if (taken != null
                && taken.blocksWrites()
                && !isForetold(taken, family, forecast)
                && !forecast.tellsOf(taken, family)) {
            differences.add(new Difference(Kind.UNTOLD_LOCK, table.sql(), mode(foretold), mode(taken)));
        }
        // Outside of a transaction only the lock for which it waits first is seen.
        boolean unseen = locked == null && seen.alone();
        if (foretold != null
                && foretold.compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0
                && !unseen
                && (locked == null || locked.compareTo(foretold) < 0)) {
            differences.add(new Difference(Kind.WEAKER_LOCK, table.sql(), mode(foretold), mode(locked)));
        }
    }

    /** What locks a table so, locks its partitions and what inherits from it too; what has a name that cannot be known may be it. */
    private static boolean isForetold(LockMode taken, Set<Name> family, Forecast forecast) {
        return forecast.locks().entrySet().stream()
                .anyMatch(foretold -> (foretold.getKey().isOpen() || family.contains(foretold.getKey()))
                        && foretold.getValue().compareTo(taken) >= 0);
    }

    private static String mode(@Nullable LockMode mode) {
        return mode == null ? "no lock" : mode.sql();
    }

    private static String words(Work work) {
        return work.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
