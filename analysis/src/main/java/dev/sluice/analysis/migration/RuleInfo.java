package dev.sluice.analysis.migration;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.finding.VersionRange;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.statement.LockMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a rule is about, whatever the migration.
 *
 * @param id the name of its class in kebab case
 * @param title a few words, without a period
 * @param category what kind of harm
 * @param severity for a table of which nothing is known
 * @param versions those of PostgreSQL for which the rule says anything
 * @param effects the locks and the work under them; empty when it is about something else
 * @param why what it does to a running application, in one or two sentences
 * @param instead the safe way, in one or two sentences
 */
public record RuleInfo(
        String id,
        String title,
        Category category,
        Severity severity,
        VersionRange versions,
        List<Effect> effects,
        String why,
        String instead) {

    /** Copies the list. */
    public RuleInfo {
        effects = List.copyOf(effects);
    }

    /** Whether it is about what others wait for while the server goes through a table. */
    public boolean isOfWork() {
        return category == Category.BLOCKS
                && effects.stream().anyMatch(effect -> effect.work().growsWithTable());
    }

    /** Whether it tells at which rows a statement fails, so that it succeeds on an empty table. */
    public boolean failsAtRows() {
        return category == Category.FAILS
                && effects.stream().anyMatch(effect -> effect.work().compareTo(Work.SCAN) >= 0);
    }

    /** Begins the description of the rule of that class. */
    public static Builder of(Class<?> rule) {
        return new Builder(id(rule));
    }

    /** The id of a rule's class. */
    static String id(Class<?> rule) {
        return rule.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Collects what a rule says of itself. */
    public static final class Builder {
        private final String id;
        private final List<Effect> effects = new ArrayList<>();
        private String title = "";
        private Category category = Category.BLOCKS;
        private Severity severity = Severity.HIGH;
        private VersionRange versions = VersionRange.ALL;
        private String why = "";
        private String instead = "";

        private Builder(String id) {
            this.id = id;
        }

        /** A few words, without a period. */
        public Builder title(String text) {
            title = text;
            return this;
        }

        /** The kind of harm and how bad it is, if nothing is known of the table. */
        public Builder harm(Category kind, Severity risk) {
            category = kind;
            severity = risk;
            return this;
        }

        /** The versions for which the rule says anything; all, if none are named. */
        public Builder versions(VersionRange range) {
            versions = range;
            return this;
        }

        /** What all versions do. */
        public Builder effect(String on, LockMode lock, Work work) {
            return effect(on, lock, work, VersionRange.ALL);
        }

        /** What some versions do. */
        public Builder effect(String on, LockMode lock, Work work, VersionRange range) {
            effects.add(new Effect(on, lock, work, range));
            return this;
        }

        /** What it does to a running application. */
        public Builder why(String text) {
            why = text;
            return this;
        }

        /** The safe way. */
        public Builder instead(String text) {
            instead = text;
            return this;
        }

        /**
         * The description.
         *
         * @throws IllegalStateException if a part that users read is missing
         */
        public RuleInfo build() {
            if (title.isBlank() || why.isBlank() || instead.isBlank()) {
                throw new IllegalStateException("rule " + id + " has no title, no reason or no safe way");
            }
            return new RuleInfo(id, title, category, severity, versions, effects, why, instead);
        }
    }
}
