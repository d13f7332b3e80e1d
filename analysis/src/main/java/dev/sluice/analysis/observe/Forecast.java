package dev.sluice.analysis.observe;

import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import java.util.List;
import java.util.Map;

/**
 * What the analysis says of a statement.
 *
 * @param locks the strongest lock of its transaction on each table, up to this statement
 * @param told what rules say of it
 */
public record Forecast(Map<Name, LockMode> locks, List<Told> told) {

    /** One sentence of a rule. */
    public record Told(RuleInfo rule, String message) {}

    /** Copies what it is given. */
    public Forecast {
        locks = Map.copyOf(locks);
        told = List.copyOf(told);
    }

    /** Whether a rule says that others wait for it. */
    boolean tellsOfWaiting() {
        return told.stream().anyMatch(said -> said.rule().category() == Category.BLOCKS);
    }

    /** Whether a rule says that it fails. */
    boolean tellsOfFailure() {
        return told.stream().anyMatch(said -> said.rule().category() == Category.FAILS);
    }

    /** Whether a rule names a lock that is as strong. */
    boolean tellsOf(LockMode mode) {
        return told.stream()
                .flatMap(said -> Claims.named(said.message()).stream())
                .anyMatch(named -> named.compareTo(mode) >= 0);
    }
}
