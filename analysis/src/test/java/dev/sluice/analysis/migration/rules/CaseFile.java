package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.AnalysisResult;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.source.Positions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One case of a rule: an SQL file with marks.
 *
 * <p>{@code -- expect: high} says that the rule finds something of that severity that begins on the next line that is no
 * such mark; {@code -- expect: high other-rule} says the same of another rule. On the first lines, {@code -- postgres: 11}
 * names the version, {@code -- run: transaction} what the tool puts around the file, {@code -- existing} ends the part that
 * has been applied before. A statement below {@code -- unverified: why} is not run by {@link RulesOnServerIT}.
 */
record CaseFile(String rule, Path path, String text) {

    private static final Pattern EXPECT =
            Pattern.compile("\\s*-- expect: (?<severity>low|medium|high)(?: (?<rule>[a-z-]+))?\\s*");
    private static final Pattern POSTGRES = Pattern.compile("(?m)^-- postgres: (?<version>[\\d.]+)$");
    private static final Pattern RUN = Pattern.compile("(?m)^-- run: (?<wrapping>[a-z ]+)$");
    private static final Pattern EXISTING = Pattern.compile("(?m)^-- existing$");

    /** All cases of all rules. */
    static List<CaseFile> all() {
        Path folder = Path.of("src/test/resources/rules");
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .map(CaseFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CaseFile read(Path file) {
        try {
            return new CaseFile(
                    Objects.requireNonNull(file.getParent()).getFileName().toString(), file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it shows the safe way, in which no rule finds anything that blocks, fails or loses. */
    boolean isGood() {
        return path.getFileName().toString().startsWith("good");
    }

    /** What the marks say: {@code line → rule:severity}. */
    Map<Integer, List<String>> expected() {
        Map<Integer, List<String>> expected = new TreeMap<>();
        List<String> pending = new ArrayList<>();
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            Matcher mark = EXPECT.matcher(lines[i]);
            if (mark.matches()) {
                String other = mark.group("rule");
                pending.add((other == null ? rule : other) + ":" + mark.group("severity"));
            } else if (!pending.isEmpty()) {
                expected.put(i + 1, List.copyOf(pending));
                pending.clear();
            }
        }
        return expected;
    }

    /**
     * What the rules find, in the same form. Of other rules only what is expected or, in a good case, not low
     * and no mere practice.
     */
    Map<Integer, List<String>> found() {
        Map<Integer, List<String>> expected = expected();
        Map<Integer, List<String>> found = new TreeMap<>();
        for (Finding finding : result().findings()) {
            int line = finding.location().from().line();
            String entry = finding.rule() + ":" + finding.severity().name().toLowerCase(Locale.ROOT);
            boolean own = finding.rule().equals(rule);
            boolean other = expected.getOrDefault(line, List.of()).contains(entry)
                    || (isGood() && finding.severity() != Severity.LOW && !isPractice(finding.rule()));
            if (own || other) {
                found.computeIfAbsent(line, any -> new ArrayList<>()).add(entry);
            }
        }
        return found;
    }

    private static boolean isPractice(String id) {
        return Rules.all().stream()
                .anyMatch(rule -> rule.info().id().equals(id) && rule.info().category() == Category.PRACTICE);
    }

    AnalysisResult result() {
        return new MigrationAnalysis(Rules.all(), settings()).analyze(files());
    }

    /** The file as it runs, with what has been applied before. Lines keep their numbers. */
    List<MigrationFile> files() {
        Matcher existing = EXISTING.matcher(text);
        if (!existing.find()) {
            return List.of(MigrationFile.of(path.toString(), text));
        }
        String before = text.substring(0, existing.start());
        String blank = before.replaceAll("[^\\n\\r]", " ");
        return List.of(
                MigrationFile.of("existing.sql", before).asApplied(),
                MigrationFile.of(path.toString(), blank + text.substring(existing.start())));
    }

    /** What the rules find where a finding's advice stands in the place of its statement. */
    AnalysisResult withAdvice(Finding finding) {
        List<MigrationFile> all = files();
        String own = all.get(all.size() - 1).text();
        Positions positions = new Positions(own);
        int begin = ScriptRun.statements(own).stream()
                .mapToInt(Span::from)
                .filter(from -> positions.at(from).compareTo(finding.location().from()) <= 0)
                .max()
                .orElse(0);
        List<MigrationFile> files = new ArrayList<>(all.subList(0, all.size() - 1));
        files.add(MigrationFile.of("before.sql", own.substring(0, begin)));
        files.add(MigrationFile.of("advice.sql", finding.example()));
        return new MigrationAnalysis(
                        Rules.all(),
                        MigrationSettings.DEFAULT.version(settings().version()))
                .analyze(files);
    }

    /** Whether it is about one version of the server. */
    boolean namesVersion() {
        return POSTGRES.matcher(text).find();
    }

    MigrationSettings settings() {
        MigrationSettings settings = MigrationSettings.DEFAULT;
        Matcher version = POSTGRES.matcher(text);
        if (version.find()) {
            settings = settings.version(PostgresVersion.parse(version.group("version")));
        }
        Matcher run = RUN.matcher(text);
        if (run.find()) {
            settings = settings.wrapping(
                    Wrapping.valueOf(run.group("wrapping").replace(' ', '_').toUpperCase(Locale.ROOT)));
        }
        return settings;
    }

    @Override
    public String toString() {
        return rule + "/" + path.getFileName();
    }
}
