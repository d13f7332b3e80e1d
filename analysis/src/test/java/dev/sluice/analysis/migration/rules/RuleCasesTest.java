package dev.sluice.analysis.migration.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.RuleInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds each rule to the SQL files in the folder of its name. */
class RuleCasesTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/sluice/analysis/migration/rules");

    /** Where only a person knows what comes first. */
    private static final Pattern LEFT_TO_THE_READER = Pattern.compile("/\\*|^-- first ");

    /** What blocks in a rule's advice, since it is another rule's to say how that is done without. */
    private static final Map<String, Set<String>> OF_OTHERS = Map.of(
            // The same domain is found in the statement itself.
            "add-column-with-volatile-default", Set.of("add-column-of-constrained-domain"),
            // The same column is found as a stored one in the statement itself.
            "add-column-with-check", Set.of("add-stored-generated-column"),
            // What the parent's and the partition's keys and rows need before is found in the statement itself.
            "attach-nullable-partition", Set.of("attach-partition-without-check", "attach-unlike-partition"),
            "attach-partition-with-foreign-key", Set.of("attach-partition-without-check", "attach-unlike-partition"),
            "attach-partition-without-check", Set.of("attach-unlike-partition"),
            "create-partition", Set.of("add-partition-beside-default", "attach-partition-without-check"),
            "detach-partition-without-concurrently", Set.of("detach-referenced-partition"),
            // It only becomes a statement that PostgreSQL accepts.
            "change-column-type-without-cast", Set.of("change-column-type"),
            "second-primary-key", Set.of("add-primary-key"),
            "vacuum-in-transaction", Set.of("cluster-table", "move-table", "reindex-without-concurrently"));

    static List<CaseFile> cases() {
        return CaseFile.all();
    }

    static Stream<RuleInfo> rules() {
        return Rules.all().stream().map(MigrationRule::info);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsWhatIsMarkedAndNothingElse(CaseFile file) {
        assertThat(file.found()).as("%s", file).isEqualTo(file.expected());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsEachStatementInFull(CaseFile file) {
        assertThat(file.result().unread()).as("%s", file).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatToDoAboutEachFinding(CaseFile file) {
        assertThat(file.result().findings()).allSatisfy(finding -> {
            assertThat(finding.message()).endsWith(".");
            assertThat(finding.why()).endsWith(".");
            assertThat(finding.instead()).endsWith(".");
        });
    }

    /** Those that leave a part to the reader, as a comment, apart. */
    @ParameterizedTest
    @MethodSource("cases")
    void theSafeWayIsSqlThatCanBeRead(CaseFile file) {
        assertThat(file.result().findings())
                .filteredOn(finding -> !finding.example().contains("/*"))
                .allSatisfy(finding -> assertThat(new MigrationAnalysis(Rules.all(), file.settings())
                                .analyze(List.of(MigrationFile.of("example.sql", finding.example())))
                                .unread())
                        .as("%s", finding.example())
                        .isEmpty());
    }

    /** Where their statement stands, alone in a file. */
    @ParameterizedTest
    @MethodSource("cases")
    void theSafeWayBlocksNobody(CaseFile file) {
        for (Finding finding : file.result().findings()) {
            if (!finding.example().isEmpty()
                    && !LEFT_TO_THE_READER.matcher(finding.example()).find()) {
                assertThat(file.withAdvice(finding).findings())
                        .filteredOn(other -> other.location().file().equals("advice.sql"))
                        .filteredOn(other -> other.severity() == Severity.HIGH && isBlocking(other.rule()))
                        .filteredOn(other -> !OF_OTHERS
                                .getOrDefault(finding.rule(), Set.of())
                                .contains(other.rule()))
                        .as("%s: %s", finding.rule(), finding.example())
                        .extracting(other -> other.rule() + ": " + other.message())
                        .isEmpty();
            }
        }
    }

    private static boolean isBlocking(String id) {
        return rules().anyMatch(rule -> rule.id().equals(id) && rule.category() == Category.BLOCKS);
    }

    @Test
    void aBatchHasTheConditionOfTheWhole() {
        String sql = "UPDATE orders SET state = 'old'\n WHERE created < '2020-01-01';";
        assertThat(new MigrationAnalysis(List.of(new UpdateWithoutBatches()), MigrationSettings.DEFAULT)
                        .analyze(List.of(MigrationFile.of("a.sql", sql)))
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.example())
                        .endsWith(
                                "\nUPDATE orders SET state = 'old'\n WHERE (created < '2020-01-01')\n   AND id >= 1 AND"
                                        + " id < 5001;"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void eachRuleHasBadAndGoodCases(RuleInfo rule) {
        List<CaseFile> own =
                cases().stream().filter(file -> file.rule().equals(rule.id())).toList();
        assertThat(own).as("cases of %s", rule.id()).anyMatch(CaseFile::isGood);
        assertThat(own)
                .as("cases of %s", rule.id())
                .anyMatch(file ->
                        file.path().endsWith("bad.sql") && !file.expected().isEmpty());
    }

    @Test
    void eachFolderBelongsToARule() {
        Set<String> ids = rules().map(RuleInfo::id).collect(Collectors.toSet());
        assertThat(cases()).extracting(CaseFile::rule).allMatch(ids::contains);
    }

    @Test
    void eachClassIsInTheListInOrder() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            List<String> classes = files.map(
                            file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> isRule(name))
                    .sorted()
                    .toList();
            assertThat(Rules.all())
                    .extracting(rule -> rule.getClass().getSimpleName())
                    .containsExactlyElementsOf(classes);
        }
    }

    private static boolean isRule(String name) {
        try {
            return MigrationRule.class.isAssignableFrom(Class.forName("dev.sluice.analysis.migration.rules." + name));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
