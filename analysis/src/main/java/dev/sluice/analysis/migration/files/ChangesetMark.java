package dev.sluice.analysis.migration.files;

import dev.sluice.analysis.migration.Wrapping;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The line {@code --changeset author:id …} with its attributes, as Liquibase 4 reads them (AbstractFormattedChangeLogParser):
 * in upper or lower case, the value right behind the colon, and the last one counts. What stands there otherwise, such as a
 * blank or a quote before the value, leaves the default, without a word.
 *
 * @param text without blanks around it
 */
record ChangesetMark(String text) {

    private static final int ANY_CASE = Pattern.CASE_INSENSITIVE;

    /** An author may be several words, or quoted. */
    static final Pattern LINE =
            Pattern.compile("--\\s*changeset\\s+(?:\"[^\"]+\"|[^:]+):\\s*(?:\"[^\"]+\"|\\S+)", ANY_CASE);

    private static final Pattern IN_TRANSACTION = attribute("runInTransaction", "\\w+");

    // It is found within rollbackSplitStatements as well.
    private static final Pattern SPLIT = attribute("splitStatements", "\\w+");
    private static final Pattern DELIMITER = attribute("\\bendDelimiter", "\\S*");

    // The first character may be a blank, which does no harm, or a quote, which makes another name of it.
    private static final Pattern DATABASES = attribute("dbms", "[^,][\\w!,]+");
    private static final Pattern IGNORED = attribute("ignore", "\\w*");

    private static Pattern attribute(String name, String value) {
        return Pattern.compile(".*" + name + ":(?<value>" + value + ")", ANY_CASE);
    }

    private @Nullable String value(Pattern attribute) {
        Matcher last = attribute.matcher(text);
        return last.lookingAt() ? last.group("value") : null;
    }

    /** Any other word than true is false. */
    private boolean is(Pattern attribute) {
        String value = value(attribute);
        return value == null || value.equalsIgnoreCase("true");
    }

    /** What it does not split goes to the driver at once, which sends it as one message. */
    Wrapping wrapping() {
        if (is(IN_TRANSACTION)) {
            return Wrapping.TRANSACTION;
        }
        return is(SPLIT) ? Wrapping.NONE : Wrapping.ONE_MESSAGE;
    }

    /** What ends its statements; empty where nothing stands behind the word, null where it is not there. */
    @Nullable
    String delimiter() {
        return value(DELIMITER);
    }

    boolean isIgnored() {
        return "true".equalsIgnoreCase(value(IGNORED));
    }

    boolean isForPostgres() {
        String all = value(DATABASES);
        if (all == null) {
            return true;
        }
        List<String> databases = Arrays.stream(all.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .toList();
        if (databases.contains("all")) {
            return true;
        }
        if (databases.contains("none") || databases.contains("!postgresql")) {
            return false;
        }
        return databases.contains("postgresql") || databases.stream().allMatch(database -> database.startsWith("!"));
    }
}
