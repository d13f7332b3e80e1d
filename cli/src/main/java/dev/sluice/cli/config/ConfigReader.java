package dev.sluice.cli.config;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.RuleSetting;
import dev.sluice.analysis.migration.files.Layout;
import dev.sluice.analysis.report.FailOn;
import dev.sluice.cli.failure.CommandFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a configuration file. */
public final class ConfigReader {

    private static final List<String> KEYS = List.of(
            "postgresVersion",
            "tool",
            "transaction",
            "failOn",
            "baseline",
            "lockTimeout",
            "statementTimeout",
            "paths",
            "rules");
    private static final Names SETTINGS = new Names(KEYS, "'%s' is no setting", "there are " + String.join(", ", KEYS));
    private static final List<String> TOOL_NAMES = Arrays.stream(Layout.values())
            .map(layout -> layout.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .toList();
    private static final Names TOOLS =
            new Names(TOOL_NAMES, "there is no tool '%s'", "there are " + String.join(", ", TOOL_NAMES));
    private static final String OFF = "off";
    private static final String ON = "on";

    private final String file;
    private final Names rules;

    /**
     * A reader.
     *
     * @param file its name in messages
     * @param ruleIds the rules that may be named
     */
    public ConfigReader(String file, Set<String> ruleIds) {
        this.file = file;
        this.rules = new Names(ruleIds, "there is no rule '%s'", "'sluice rules list' shows them all");
    }

    /**
     * Reads the text of a configuration file.
     *
     * @throws CommandFailure when something in it is wrong, with its line
     */
    public Config read(String yaml) {
        Map<String, Node> values =
                compose(yaml).map(root -> mapping(root, "the file", SETTINGS)).orElse(Map.of());
        return new Config(
                version(values.get("postgresVersion")),
                tool(values.get("tool")),
                flag(values.get("transaction")),
                failOn(values.get("failOn")),
                text(values.get("baseline")),
                flag(values.get("lockTimeout")),
                flag(values.get("statementTimeout")),
                texts(values.get("paths")),
                rules(values.get("rules")));
    }

    private Optional<Node> compose(String yaml) {
        try {
            return new Compose(LoadSettings.builder().setLabel(file).build()).composeString(yaml);
        } catch (MarkedYamlEngineException e) {
            String place =
                    e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            throw new CommandFailure(file + place + ": this is not YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new CommandFailure(file + ": this is not YAML: " + e.getMessage(), e);
        }
    }

    private Map<String, RuleSetting> rules(@Nullable Node node) {
        Map<String, RuleSetting> settings = new LinkedHashMap<>();
        if (node != null) {
            mapping(node, "rules", rules).forEach((id, value) -> settings.put(id, rule(id, value)));
        }
        return settings;
    }

    private RuleSetting rule(String id, Node node) {
        String value = scalar(node).toLowerCase(Locale.ROOT);
        if (value.equals(OFF) || value.equals(ON)) {
            return new RuleSetting(value.equals(ON), null);
        }
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .map(severity -> new RuleSetting(true, severity))
                .orElseThrow(() -> wrong(
                        node, "rule '" + id + "' is set to '" + value + "'; it can be off, on, low, medium or high"));
    }

    private @Nullable String version(@Nullable Node node) {
        String text = text(node);
        if (node == null || text == null) {
            return null;
        }
        try {
            GivenVersion.parse(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw wrong(node, Objects.requireNonNull(e.getMessage()));
        }
    }

    private @Nullable String tool(@Nullable Node node) {
        String tool = text(node);
        if (node != null && tool != null && !TOOLS.all().contains(tool.toLowerCase(Locale.ROOT))) {
            throw wrong(node, TOOLS.unknown(tool));
        }
        return tool;
    }

    private @Nullable FailOn failOn(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        String value = scalar(node);
        return Arrays.stream(FailOn.values())
                .filter(failOn -> failOn.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> wrong(node, "failOn is '" + value + "'; it can be high, medium, low or none"));
    }

    private @Nullable Boolean flag(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        String value = scalar(node);
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(node, "'" + value + "' should be true or false");
        }
        return value.equals("true");
    }

    private @Nullable String text(@Nullable Node node) {
        return node == null ? null : scalar(node);
    }

    private List<String> texts(@Nullable Node node) {
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong(node, "paths should be a list");
        }
        List<String> texts = new ArrayList<>();
        sequence.getValue().forEach(element -> texts.add(scalar(element)));
        return texts;
    }

    private String scalar(Node node) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        throw wrong(node, "a single value should stand here");
    }

    private Map<String, Node> mapping(Node node, String what, Names names) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong(node, what + " should have lines of the form 'name: value'");
        }
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = scalar(tuple.getKeyNode());
            if (!names.all().contains(key)) {
                throw wrong(tuple.getKeyNode(), names.unknown(key));
            }
            if (values.put(key, tuple.getValueNode()) != null) {
                throw wrong(tuple.getKeyNode(), "'" + key + "' is set twice");
            }
        }
        return values;
    }

    private CommandFailure wrong(Node node, String sentence) {
        String place =
                node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
        return new CommandFailure(file + place + ": " + sentence + (sentence.endsWith("?") ? "" : "."));
    }

    /**
     * What may be named.
     *
     * @param isUnknown a sentence's begin about one that is not among them
     * @param which which there are
     */
    private record Names(Collection<String> all, String isUnknown, String which) {

        String unknown(String name) {
            String meant = Similar.to(name, all)
                    .map(similar -> "did you mean '" + similar + "'?")
                    .orElse(which);
            return String.format(Locale.ROOT, isUnknown, name) + "; " + meant;
        }
    }
}
