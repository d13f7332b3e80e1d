package dev.sluice.cli.rules;

import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.rules.Rules;
import java.util.Comparator;
import java.util.List;

/** All rules by name, and what the analysis itself reports. */
final class AllRules {

    private AllRules() {}

    static List<RuleInfo> byId() {
        return new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT)
                .rules().stream().sorted(Comparator.comparing(RuleInfo::id)).toList();
    }
}
