package dev.sluice.cli.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.migration.rules.Rules;
import dev.sluice.analysis.schema.PostgresVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Makes {@code docs/rules.md} of the rules and the cases that they are tested with, and compares the committed page with it. */
class RulesPageTest {

    private static final Path PAGE = Path.of("..", "docs", "rules.md");
    private static final Path CASES = Path.of("..", "analysis", "src", "test", "resources", "rules");
    private static final String UPDATE =
            "./mvnw -pl cli -am test -Dtest=RulesPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dgolden.update=true";
    private static final Pattern POSTGRES = Pattern.compile("(?m)^-- postgres: ([\\d.]+)$");
    private static final Pattern EXISTING = Pattern.compile("(?m)^-- existing$");
    private static final Pattern RUN = Pattern.compile("(?m)^-- run: ([a-z ]+)$");

    private final StringBuilder page = new StringBuilder();

    @Test
    void isCurrent() throws IOException {
        List<RuleInfo> rules = AllRules.byId();
        introduction(rules);
        for (RuleInfo rule : rules) {
            rule(rule);
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("%s is stale; rewrite it with %s and commit it", PAGE, UPDATE)
                .exists()
                .hasContent(page.toString());
    }

    private void introduction(List<RuleInfo> rules) {
        line("<!-- Generated from the rules and their cases; " + UPDATE + " rewrites it. -->");
        line("");
        line("# Rules");
        line("");
        line("What `sluice migrations check` finds. [The guide](migrations.md) says how to use it. The severity is"
                + " for a table of");
        line("which nothing is known; `sluice.yaml` sets another one, or switches a rule off. The SQL is that of"
                + " the tests: a line");
        line("below `-- expect:` is what the rule finds, and of the safe way no rule finds anything that blocks,"
                + " fails or loses.");
        line("What stands above `-- existing` was there before.");
        for (Category category : Category.values()) {
            List<RuleInfo> own =
                    rules.stream().filter(rule -> rule.category() == category).toList();
            if (!own.isEmpty()) {
                line("");
                line("## " + title(category));
                line("");
                line("| rule | severity | |");
                line("|---|---|---|");
                own.forEach(rule -> line(
                        "| [" + rule.id() + "](#" + rule.id() + ") | " + severity(rule) + " | " + rule.title() + " |"));
            }
        }
        line("");
        line("# Rule by rule");
    }

    private static String title(Category category) {
        return switch (category) {
            case BLOCKS -> "Others wait";
            case FAILS -> "The migration fails";
            case DATA_LOSS -> "Data are gone or wrong";
            case COMPATIBILITY -> "The running application breaks";
            case BULK_CHANGE -> "Many rows at once";
            case PRACTICE -> "How it is written and run";
        };
    }

    private void rule(RuleInfo rule) throws IOException {
        line("");
        line("## " + rule.id());
        line("");
        String versions = RuleText.versions(rule.versions());
        line("**" + rule.title() + "** (" + severity(rule) + versions + ")");
        line("");
        line(rule.why());
        List<String> effects = RuleText.effects(rule);
        if (!effects.isEmpty()) {
            line("");
            line("What PostgreSQL does:");
            line("");
            effects.forEach(effect -> line("- " + effect));
        }
        line("");
        line("Instead: " + rule.instead());
        Path bad = CASES.resolve(rule.id()).resolve("bad.sql");
        if (Files.exists(bad)) {
            cases(rule, Files.readString(bad), Files.readString(bad.resolveSibling("good.sql")));
        }
    }

    private void cases(RuleInfo rule, String bad, String good) {
        Finding first = first(rule, bad);
        line("");
        code(bad);
        line("");
        line("Sluice says: " + first.message());
        if (!first.example().isBlank()) {
            line("");
            code(first.example());
        }
        line("");
        line("Safe:");
        line("");
        code(good);
    }

    private static Finding first(RuleInfo rule, String sql) {
        MigrationSettings settings = MigrationSettings.DEFAULT;
        Matcher version = POSTGRES.matcher(sql);
        if (version.find()) {
            settings = settings.version(PostgresVersion.parse(version.group(1)));
        }
        Matcher run = RUN.matcher(sql);
        if (run.find()) {
            settings = settings.wrapping(
                    Wrapping.valueOf(run.group(1).replace(' ', '_').toUpperCase(Locale.ROOT)));
        }
        String[] parts = EXISTING.split(sql, 2);
        MigrationFile before = MigrationFile.of("existing.sql", parts.length == 1 ? "" : parts[0])
                .asApplied();
        MigrationFile bad = MigrationFile.of(rule.id() + "/bad.sql", parts[parts.length - 1]);
        return new MigrationAnalysis(Rules.all(), settings)
                .analyze(List.of(before, bad)).findings().stream()
                        .filter(finding -> finding.rule().equals(rule.id()))
                        .findFirst()
                        .orElseThrow();
    }

    private static String severity(RuleInfo rule) {
        return rule.severity().name().toLowerCase(Locale.ROOT);
    }

    private void code(String sql) {
        line("```sql");
        line(sql.strip());
        line("```");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
