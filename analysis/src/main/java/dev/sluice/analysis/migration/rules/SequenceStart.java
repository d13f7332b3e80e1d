package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.parse.Words;
import dev.sluice.analysis.statement.Name;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Where the file of a step sets a sequence to a number: it is the one who says where the numbers go on. */
final class SequenceStart {

    private static final Pattern COMMENT = Pattern.compile("(?s)('(?:[^']|'')*')|--[^\\n]*|/\\*.*?\\*/");
    private static final Pattern SETS = Pattern.compile("(?i)\\b(?:setval|restart|create)\\b");

    private final Step step;

    SequenceStart(Step step) {
        this.step = step;
    }

    /** Whether options of a new sequence let it begin elsewhere than at the beginning. */
    static boolean isNamed(String sql) {
        BigInteger start = SequenceOptions.of(sql).ofNew(null).start();
        // Whoever counts backwards, or from far below, has thought of the numbers that are there.
        return start != null && start.compareTo(BigInteger.ONE) != 0 && start.signum() != 0;
    }

    /** Whether a statement behind the step sets the sequence of that column, or the one of that name. */
    boolean isSetBehind(Name table, String columnOrSequence) {
        String behind = step.text().substring(step.statement().span().to());
        return statements(behind).stream().anyMatch(sql -> sets(sql, table, columnOrSequence));
    }

    /** Whether any statement of the file does, or makes the sequence so that it begins elsewhere. */
    boolean isSet(Name table, String column, Name sequence) {
        return statements(step.text()).stream()
                .anyMatch(sql -> sets(sql, table, column)
                        || sets(sql, table, sequence.name())
                        || (makes(sql, sequence.name()) && isNamed(sql)));
    }

    private static List<String> statements(String text) {
        if (!SETS.matcher(text).find()) {
            return List.of();
        }
        String plain = COMMENT.matcher(text)
                .replaceAll(found ->
                        found.group(1) == null ? " " : java.util.regex.Matcher.quoteReplacement(found.group()));
        return Arrays.stream(plain.split(";"))
                .filter(sql -> SETS.matcher(sql).find())
                .toList();
    }

    private static boolean makes(String sql, String sequence) {
        Words words = Words.of(sql);
        return words.find("create") != null && words.find("sequence") != null && words.hasName(sequence);
    }

    private static boolean sets(String sql, Name table, String what) {
        Words words = Words.of(sql);
        if (words.find("setval", "(") == null) {
            return words.find("restart") != null && words.hasName(what);
        }
        return words.strings().stream()
                .map(value -> value.replace("\"", ""))
                .anyMatch(value -> value.equals(what)
                        || value.endsWith("." + what)
                        || (value.contains(what) && value.contains(table.name())));
    }
}
