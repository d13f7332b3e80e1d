package dev.sluice.operator.migrationcheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.api.v1alpha1.MigrationCheckSpec;
import dev.sluice.api.v1alpha1.RuleSetting;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The configuration file of the analysis, {@code sluice.yaml}, from what the spec says. Pure. */
final class AnalysisConfiguration {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AnalysisConfiguration() {}

    /** The file. It is JSON, which is YAML as well, so that no text in it can be taken for anything else. */
    static String yaml(MigrationCheckSpec spec) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (spec.postgresVersion() != null) {
            settings.put("postgresVersion", Integer.toString(spec.postgresVersion()));
        }
        settings.put("tool", lowerCase(spec.tool()).replace('_', '-'));
        if (spec.noTransaction()) {
            settings.put("transaction", false);
        }
        Map<String, String> rules = new LinkedHashMap<>();
        spec.rules().forEach(rule -> rules.put(rule.name(), weight(rule)));
        settings.put("rules", rules);
        try {
            return JSON.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("texts and numbers can be written as JSON", e);
        }
    }

    private static String weight(RuleSetting rule) {
        return rule.severity() == RuleSetting.Severity.IGNORE ? "off" : lowerCase(rule.severity());
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
