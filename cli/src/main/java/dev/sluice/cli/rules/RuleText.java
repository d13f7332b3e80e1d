package dev.sluice.cli.rules;

import dev.sluice.analysis.finding.VersionRange;
import dev.sluice.analysis.migration.Effect;
import dev.sluice.analysis.migration.RuleInfo;
import java.util.List;
import java.util.Locale;

/** What a rule claims, in words. */
final class RuleText {

    private RuleText() {}

    /** A line for each effect: what is locked, how, and what is done meanwhile. */
    static List<String> effects(RuleInfo rule) {
        return rule.effects().stream().map(RuleText::effect).toList();
    }

    private static String effect(Effect effect) {
        String lock = effect.lock().name().replace('_', ' ').toUpperCase(Locale.ROOT);
        String work = switch (effect.work()) {
            case NONE -> "a short change of the catalog";
            case ROWS -> "changes rows";
            case SCAN -> "reads each row";
            case INDEX_BUILD -> "builds one or more indexes";
            case REWRITE -> "writes the table and its indexes anew";
        };
        return effect.on() + ": " + lock + ", " + work + versions(effect.versions());
    }

    /** Such as {@code  (PostgreSQL 12 and later)}; empty when it holds for all. */
    static String versions(VersionRange versions) {
        if (versions.equals(VersionRange.ALL)) {
            return "";
        }
        return versions.to() == Integer.MAX_VALUE
                ? " (PostgreSQL " + versions.from() + " and later)"
                : " (PostgreSQL " + versions.from() + " to " + versions.to() + ")";
    }
}
