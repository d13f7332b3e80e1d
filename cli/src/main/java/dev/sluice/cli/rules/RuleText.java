package dev.sluice.cli.rules;

import dev.sluice.analysis.finding.VersionRange;
import dev.sluice.analysis.migration.Effect;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.schema.PostgresVersion;
import java.util.List;

/** What a rule claims, in words. */
final class RuleText {

    private RuleText() {}

    /** A line for each effect: what is locked, how, and what is done meanwhile. */
    static List<String> effects(RuleInfo rule) {
        return rule.effects().stream().map(Effect::words).toList();
    }

    /** Such as {@code PostgreSQL 12 and later}, with the bounds of what is known where it holds for all. */
    static String range(VersionRange versions) {
        String words = versions.words();
        return words.isEmpty()
                ? "PostgreSQL " + PostgresVersion.OLDEST + " to " + PostgresVersion.NEWEST
                : words.strip().replaceAll("[()]", "");
    }

    /** Such as {@code  (PostgreSQL 12 and later)}; empty when it holds for all. */
    static String versions(VersionRange versions) {
        return versions.words();
    }
}
