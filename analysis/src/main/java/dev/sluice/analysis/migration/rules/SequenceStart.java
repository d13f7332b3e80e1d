package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.parse.Words;
import dev.sluice.analysis.statement.Name;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the file of a step sets a sequence to a number: it is the one who says where the numbers go on. */
final class SequenceStart {

    private static final Pattern COMMENT = Pattern.compile("(?s)('(?:[^']|'')*')|--[^\\n]*|/\\*.*?\\*/");
    private static final Pattern QUOTES_OF_BODIES = Pattern.compile("\\$\\w*\\$");
    private static final Pattern SETS = Pattern.compile("(?i)\\b(?:setval|restart|create)\\b");
    private static final Pattern SETVAL = Pattern.compile("(?i)\\bsetval\"?\\s*\\(");
    private static final Pattern BEGINNING = Pattern.compile("\\(*\\s*'?[01]'?\\s*\\)*\\s*(?:::.*)?");
    private static final Pattern RENAME = Pattern.compile("(?is)\\balter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?"
            + "(?:[\\w$\"]+\\s*\\.\\s*)?(?<from>\"[^\"]+\"|[\\w$]+)\\s+rename\\s+to\\s+(?<to>\"[^\"]+\"|[\\w$]+)");

    private final Step step;

    SequenceStart(Step step) {
        this.step = step;
    }

    /** Whether options of a new sequence let it begin elsewhere than at the beginning. */
    static boolean isNamed(String sql) {
        return isElsewhere(SequenceOptions.of(sql).ofNew(null).start());
    }

    /** Whoever counts backwards, or from far below, has thought of the numbers that are there. */
    private static boolean isElsewhere(@Nullable BigInteger number) {
        return number != null && number.compareTo(BigInteger.ONE) != 0 && number.signum() != 0;
    }

    /** Whether a statement behind the step sets the sequence that the column has of its own. */
    boolean isSetBehind(Name table, String column) {
        return isSet(step.text().substring(step.statement().span().to()), table, column, own(table, column));
    }

    /** Whether any statement of the file does, or makes it so that it begins elsewhere. */
    boolean isSet(Name table, String column) {
        String sequence = own(table, column);
        return isSet(step.text(), table, column, sequence)
                || statements(step.text()).stream()
                        .anyMatch(sql -> makes(sql, "identity", table.name()) && isNamed(sql));
    }

    /** The same of another sequence, which the column has for its default. */
    boolean isSet(Name table, String column, Name sequence) {
        return isSet(step.text(), table, column, sequence.name())
                || statements(step.text()).stream()
                        .anyMatch(sql -> makes(sql, "sequence", sequence.name()) && isNamed(sql));
    }

    private static String own(Name table, String column) {
        return Name.made(table.name(), column, "seq");
    }

    private boolean isSet(String text, Name table, String column, String sequence) {
        List<String> statements = statements(text);
        if (statements.isEmpty()) {
            return false;
        }
        Set<String> tables = names(table.name());
        return statements.stream()
                .anyMatch(sql -> restarts(sql, tables, column, sequence) || sets(sql, tables, column, sequence));
    }

    /** What the table is called in this file, be it later. */
    private Set<String> names(String table) {
        Set<String> names = new HashSet<>(Set.of(table));
        Matcher rename = RENAME.matcher(step.text());
        while (rename.find()) {
            if (names.contains(folded(rename.group("from")))) {
                names.add(folded(rename.group("to")));
            }
        }
        return names;
    }

    private static String folded(String written) {
        return written.startsWith("\"") ? written.substring(1, written.length() - 1) : written.toLowerCase(Locale.ROOT);
    }

    private static List<String> statements(String text) {
        if (!SETS.matcher(text).find()) {
            return List.of();
        }
        String plain = COMMENT.matcher(text)
                .replaceAll(found -> found.group(1) == null ? " " : Matcher.quoteReplacement(found.group()));
        return Arrays.stream(QUOTES_OF_BODIES.matcher(plain).replaceAll(" ").split(";"))
                .filter(sql -> SETS.matcher(sql).find())
                .toList();
    }

    private static boolean makes(String sql, String what, String name) {
        Words words = Words.of(sql);
        return words.find("create") != null && words.find(what) != null && words.hasName(name);
    }

    private static boolean restarts(String sql, Set<String> tables, String column, String sequence) {
        Words words = Words.of(sql);
        if (words.find("restart") == null) {
            // Text that a block runs.
            return words.strings().stream()
                    .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains("restart with")
                            && (text.contains(sequence) || isAbout(text, tables, column, sequence)));
        }
        BigInteger number = SequenceOptions.of(sql).restart();
        boolean elsewhere = number == null ? words.find("restart", "with") != null : isElsewhere(number);
        return elsewhere
                && (words.hasName(sequence)
                        || (words.hasName(column) && tables.stream().anyMatch(words::hasName)));
    }

    private static boolean sets(String sql, Set<String> tables, String column, String sequence) {
        Matcher call = SETVAL.matcher(sql);
        while (call.find()) {
            List<String> arguments = arguments(sql.substring(call.end()));
            boolean atBeginning = arguments.size() > 1
                    && BEGINNING.matcher(arguments.get(1).strip()).matches();
            List<String> own = Words.of(arguments.get(0)).strings();
            // A sequence that is looked for is named somewhere else.
            List<String> named = own.isEmpty() ? Words.of(sql).strings() : own;
            if (!atBeginning && isMeant(named, tables, column, sequence)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMeant(List<String> named, Set<String> tables, String column, String sequence) {
        List<String> plain =
                named.stream().map(value -> value.replace("\"", "")).toList();
        boolean byTable = plain.stream().anyMatch(value -> tables.contains(bare(value))) && plain.contains(column);
        return byTable || plain.stream().anyMatch(value -> isAbout(value, tables, column, sequence));
    }

    private static boolean isAbout(String text, Set<String> tables, String column, String sequence) {
        return bare(text).equals(sequence)
                || (text.contains(column) && tables.stream().anyMatch(text::contains));
    }

    private static String bare(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** What stands between the commas of a call, up to its end. */
    private static List<String> arguments(String call) {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < call.length() && depth >= 0; i++) {
            char c = call.charAt(i);
            quoted ^= c == '\'';
            depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0 || (depth == 0 && !quoted && c == ',')) {
                arguments.add(argument.toString());
                argument.setLength(0);
            } else {
                argument.append(c);
            }
        }
        return arguments.isEmpty() ? List.of(call) : arguments;
    }
}
