package dev.sluice.analysis.migration.files;

import dev.sluice.analysis.migration.MigrationFile.Section;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.migration.files.Lines.Line;
import dev.sluice.analysis.statement.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Liquibase's formatted SQL. A line {@code --changeset author:id …} begins each changeset; what undoes it stands in
 * comments. A changeset for other databases only is left aside, and so is one that says {@code ignore:true}.
 */
final class Liquibase {

    private static final int ANY_CASE = Pattern.CASE_INSENSITIVE;
    private static final Pattern FORMATTED = Pattern.compile("--\\s*liquibase\\s+formatted\\s+sql\\b", ANY_CASE);
    private static final Pattern CHANGESET = Pattern.compile("--\\s*changeset\\s+\\S+:\\S+", ANY_CASE);
    private static final Pattern ALONE = Pattern.compile(".*\\brunInTransaction\\s*:\\s*\"?false\\b", ANY_CASE);
    private static final Pattern UNSPLIT = Pattern.compile(".*\\bsplitStatements\\s*:\\s*\"?false\\b", ANY_CASE);
    private static final Pattern DELIMITER =
            Pattern.compile(".*\\bendDelimiter\\s*:\\s*(?:\"(?<quoted>[^\"]+)\"|(?<plain>\\S+))", ANY_CASE);
    private static final Pattern DATABASES = Pattern.compile(".*\\bdbms\\s*:\\s*\"?(?<list>[\\w!,-]+)", ANY_CASE);

    // The last one counts, and only as a bare word right behind the colon: Liquibase runs what says it otherwise.
    private static final Pattern IGNORED = Pattern.compile(".*ignore:true(?!\\w)(?!.*ignore:)", ANY_CASE);

    private Liquibase() {}

    static boolean isFormatted(String text) {
        return !Lines.matching(text, FORMATTED).isEmpty();
    }

    static List<Section> sections(String text) {
        List<Section> sections = new ArrayList<>();
        List<Line> marks = Lines.matching(text, CHANGESET);
        for (int i = 0; i < marks.size(); i++) {
            String mark = marks.get(i).text();
            int to = i + 1 < marks.size() ? marks.get(i + 1).start() : text.length();
            if (isForPostgres(mark) && !isIgnored(mark)) {
                sections.add(new Section(new Span(marks.get(i).end(), to), wrapping(mark)));
            }
        }
        return sections;
    }

    /** What it does not split goes to the driver at once, which sends it as one message. */
    private static Wrapping wrapping(String mark) {
        if (!ALONE.matcher(mark).lookingAt()) {
            return Wrapping.TRANSACTION;
        }
        return UNSPLIT.matcher(mark).lookingAt() ? Wrapping.ONE_MESSAGE : Wrapping.NONE;
    }

    /**
     * What a changeset names as the end of its statements. Semicolons end them as well, since the driver splits there what
     * Liquibase has not split.
     */
    static List<Span> delimiters(String text) {
        List<Span> delimiters = new ArrayList<>();
        List<Line> marks = Lines.matching(text, CHANGESET);
        for (int i = 0; i < marks.size(); i++) {
            String named = delimiter(marks.get(i).text());
            if (named != null && EndDelimiter.isFollowed(named)) {
                int to = i + 1 < marks.size() ? marks.get(i + 1).start() : text.length();
                delimiters.addAll(
                        new EndDelimiter(named).in(text, new Span(marks.get(i).end(), to)));
            }
        }
        return delimiters;
    }

    /** Says the first end of statements that is not followed here; null without one. */
    static @Nullable String unfollowed(String text) {
        for (Line mark : Lines.matching(text, CHANGESET)) {
            String named = delimiter(mark.text());
            if (named != null && !EndDelimiter.isFollowed(named) && !isIgnored(mark.text())) {
                return "The changeset on line "
                        + line(text, mark.start())
                        + " ends its statements with '" + named
                        + "', which is not followed here, so statements in it may not have been seen.";
            }
        }
        return null;
    }

    /** Says which changesets and lines are not run, whatever they hold; null without one. */
    static @Nullable String skipped(String text, List<Span> leftOut) {
        List<String> all = new ArrayList<>();
        String changesets = skippedChangesets(text);
        if (changesets != null) {
            all.add(changesets);
        }
        for (Span span : leftOut) {
            long first = line(text, span.from());
            long last = first + span.in(text).lines().count() - 1;
            all.add("Lines " + first + " to " + last + " are left out by ignoreLines, and are not judged.");
        }
        return all.isEmpty() ? null : String.join(" ", all);
    }

    private static @Nullable String skippedChangesets(String text) {
        List<String> lines = new ArrayList<>();
        for (Line mark : Lines.matching(text, CHANGESET)) {
            if (isIgnored(mark.text())) {
                lines.add(String.valueOf(line(text, mark.start())));
            }
        }
        return switch (lines.size()) {
            case 0 -> null;
            case 1 ->
                "The changeset on line " + lines.get(0) + " says ignore:true, so Liquibase does not run it, and it is"
                        + " not judged.";
            default ->
                "The changesets on lines " + String.join(", ", lines) + " say ignore:true, so Liquibase does not run"
                        + " them, and they are not judged.";
        };
    }

    private static boolean isIgnored(String mark) {
        return IGNORED.matcher(mark).lookingAt();
    }

    private static long line(String text, int at) {
        return text.substring(0, at).lines().count() + 1;
    }

    private static @Nullable String delimiter(String mark) {
        var named = DELIMITER.matcher(mark);
        if (!named.lookingAt()) {
            return null;
        }
        String quoted = named.group("quoted");
        return quoted == null ? named.group("plain") : quoted;
    }

    private static boolean isForPostgres(String mark) {
        var databases = DATABASES.matcher(mark);
        if (!databases.lookingAt()) {
            return true;
        }
        boolean others = false;
        for (String database : databases.group("list").split(",", -1)) {
            if (database.equalsIgnoreCase("postgresql") || database.equalsIgnoreCase("all")) {
                return true;
            }
            if (database.equalsIgnoreCase("!postgresql") || database.equalsIgnoreCase("none")) {
                return false;
            }
            others |= !database.startsWith("!");
        }
        return !others;
    }
}
