package dev.sluice.analysis.migration;

import dev.sluice.analysis.finding.Severity;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says of one rule.
 *
 * @param enabled whether it is used
 * @param severity the severity of all its findings; null for its own
 */
public record RuleSetting(boolean enabled, @Nullable Severity severity) {}
