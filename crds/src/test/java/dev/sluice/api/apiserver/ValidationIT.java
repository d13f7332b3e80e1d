package dev.sluice.api.apiserver;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file of {@code validation/valid} is accepted; each of {@code validation/invalid} is refused with exactly the
 * causes that its {@code # expect: <field>: <part of the message>} lines list.
 */
@ExtendWith(InstalledApi.Shared.class)
class ValidationIT {

    private static final Path CASES = Path.of("src/test/resources/validation");
    private static final String EXPECT = "# expect: ";
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");

    private final InstalledApi api;

    ValidationIT(InstalledApi api) {
        this.api = api;
    }

    static List<Path> valid() throws IOException {
        return files("valid");
    }

    static List<Path> invalid() throws IOException {
        return files("invalid");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void isAccepted(Path file) throws IOException {
        assertThat(api.asWritten(Files.readString(file)).dryRun().create()).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void isRefusedForTheReasonsThatTheFileExpects(Path file) throws IOException {
        List<String> expected = expectations(file);
        assertThat(expected).as("expectations of %s", file).isNotEmpty();

        KubernetesClientException refusal = catchThrowableOfType(
                KubernetesClientException.class,
                () -> api.asWritten(Files.readString(file)).dryRun().create());

        assertThat(refusal).as("refusal of %s", file).isNotNull();
        assertThat(refusal.getCode()).isEqualTo(422);
        List<StatusCause> causes = refusal.getStatus().getDetails().getCauses().stream()
                .filter(cause -> !cause.getMessage().contains("some validation rules were not checked"))
                .toList();
        assertThat(causes)
                .as("causes of the refusal of %s", file)
                .hasSameSizeAs(expected)
                .allSatisfy(cause -> assertThat(expected).anySatisfy(line -> matches(cause, line)));
        assertThat(expected).allSatisfy(line -> assertThat(causes).anySatisfy(cause -> matches(cause, line)));
    }

    @Test
    void everyRuleOfTheDefinitionIsBrokenBySomeFile() throws IOException {
        List<String> expected = new ArrayList<>();
        for (Path file : invalid()) {
            expected.addAll(expectations(file));
        }
        Map<String, Pattern> messages = ruleMessages();

        assertThat(messages).hasSizeGreaterThan(20);
        messages.forEach((rule, message) -> assertThat(expected)
                .as("a file in validation/invalid that breaks the rule %s", rule)
                .anySatisfy(line -> assertThat(line).matches(message)));
    }

    private static void matches(StatusCause cause, String line) {
        int colon = line.indexOf(": ");
        assertThat(cause.getField()).isEqualTo(line.substring(0, colon));
        assertThat(cause.getMessage()).contains(line.substring(colon + 2));
    }

    private static List<String> expectations(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(EXPECT))
                .map(line -> line.substring(EXPECT.length()))
                .toList();
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(CASES.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    /**
     * By rule what its message looks like behind the field; parts that an expression computes match anything. Without
     * rules on updates, which a file alone can't break: see {@link DatabaseClusterIT}.
     */
    private static Map<String, Pattern> ruleMessages() throws IOException {
        Map<String, Pattern> messages = new LinkedHashMap<>();
        for (Path file : definitions()) {
            Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class)
                    .getSpec()
                    .getVersions()
                    .forEach(version -> collect(version.getSchema().getOpenAPIV3Schema(), messages));
        }
        return messages;
    }

    private static List<Path> definitions() throws IOException {
        try (Stream<Path> files = Files.list(InstalledApi.DEFINITIONS)) {
            return files.sorted().toList();
        }
    }

    private static void collect(JSONSchemaProps schema, Map<String, Pattern> messages) {
        if (schema.getXKubernetesValidations() != null) {
            schema.getXKubernetesValidations().stream()
                    .filter(rule -> !rule.getRule().contains("oldSelf"))
                    .forEach(rule -> messages.put(rule.getRule() + ": " + rule.getMessage(), message(rule)));
        }
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> collect(property, messages));
        }
        if (schema.getItems() != null) {
            collect(schema.getItems().getSchema(), messages);
        }
    }

    private static Pattern message(ValidationRule rule) {
        if (rule.getMessageExpression() == null) {
            return Pattern.compile(".*: " + Pattern.quote(rule.getMessage()));
        }
        Matcher literals = LITERAL.matcher(rule.getMessageExpression());
        return Pattern.compile(literals.results()
                .map(literal -> Pattern.quote(literal.group(1)))
                .collect(joining(".*", ".*: ", ".*")));
    }
}
