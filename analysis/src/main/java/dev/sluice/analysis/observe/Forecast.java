package dev.sluice.analysis.observe;

import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the analysis says of a statement.
 *
 * @param locks the strongest lock of its transaction on each table, up to this statement
 * @param told what rules say of it
 */
public record Forecast(Map<Name, LockMode> locks, List<Told> told) {

    /**
     * One sentence of a rule.
     *
     * @param tables of which it speaks, with their schemas; empty when it is about whatever tables there are
     */
    public record Told(RuleInfo rule, String message, Set<Name> tables) {

        /** Copies the tables. */
        public Told {
            tables = Set.copyOf(tables);
        }

        private boolean isAbout(Set<Name> family) {
            return tables.isEmpty() || !Collections.disjoint(tables, family);
        }

        /**
         * A rule that names no effect at all, such as one about a second lock, says nothing of what is done to rows. One that says
         * at which row it fails says that the rows are read.
         */
        private boolean isOfWork() {
            return (rule.category() == Category.BLOCKS || rule.category() == Category.FAILS)
                    && rule.effects().stream().anyMatch(effect -> effect.work().compareTo(Work.SCAN) >= 0);
        }
    }

    /** Copies what it is given. */
    public Forecast {
        locks = Map.copyOf(locks);
        told = List.copyOf(told);
    }

    /**
     * Whether a rule says that others wait while the server goes through a table.
     *
     * @param family the table, and what it is a part of
     */
    public boolean tellsOfWork(Set<Name> family) {
        return told.stream().anyMatch(said -> said.isOfWork() && said.isAbout(family));
    }

    /** Whether a rule may speak of one of those tables; what it says of others only, nobody has watched. */
    boolean isAboutOneOf(RuleInfo rule, Set<Name> watched) {
        List<Told> own =
                told.stream().filter(said -> said.rule().id().equals(rule.id())).toList();
        return own.isEmpty() || own.stream().anyMatch(said -> said.isAbout(watched));
    }

    /** Whether a rule says that the server writes a table anew. */
    boolean tellsOfRewrite() {
        return told.stream()
                .flatMap(said -> said.rule().effects().stream())
                .anyMatch(effect -> effect.work() == Work.REWRITE);
    }

    /** Whether a rule says that it fails. */
    boolean tellsOfFailure() {
        return told.stream().anyMatch(said -> said.rule().category() == Category.FAILS);
    }

    /** Whether a rule that speaks of the table, or of what it is a part of, names a lock that is as strong. */
    boolean tellsOf(LockMode mode, Set<Name> family) {
        return told.stream()
                .filter(said -> said.isAbout(family))
                .flatMap(said -> Claims.named(said.message()).stream())
                .anyMatch(named -> named.compareTo(mode) >= 0);
    }
}
