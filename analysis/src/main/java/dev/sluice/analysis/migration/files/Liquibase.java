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

    private static final Pattern FORMATTED = Pattern.compile("--\\s*liquibase\\s*formatted", Pattern.CASE_INSENSITIVE);

    private Liquibase() {}

    static boolean isFormatted(String text) {
        return !Lines.matching(text, FORMATTED).isEmpty();
    }

    static List<Section> sections(String text) {
        List<Section> sections = new ArrayList<>();
        List<Line> marks = Lines.matching(text, ChangesetMark.LINE);
        for (int i = 0; i < marks.size(); i++) {
            ChangesetMark mark = new ChangesetMark(marks.get(i).text());
            int to = i + 1 < marks.size() ? marks.get(i + 1).start() : text.length();
            if (mark.isForPostgres() && !mark.isIgnored()) {
                Span span = new Span(marks.get(i).end(), to);
                Wrapping wrapping = mark.wrapping();
                boolean message = wrapping == Wrapping.ONE_MESSAGE;
                sections.add(new Section(
                        span, message ? OwnTransaction.message(span.in(text)) : wrapping, "changeset " + (i + 1)));
            }
        }
        return sections;
    }

    /**
     * What a changeset names as the end of its statements. Semicolons end them as well, since the driver splits there what
     * Liquibase has not split.
     */
    static List<Span> delimiters(String text) {
        List<Span> delimiters = new ArrayList<>();
        List<Line> marks = Lines.matching(text, ChangesetMark.LINE);
        for (int i = 0; i < marks.size(); i++) {
            String named = new ChangesetMark(marks.get(i).text()).delimiter();
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
        for (Line mark : Lines.matching(text, ChangesetMark.LINE)) {
            ChangesetMark changeset = new ChangesetMark(mark.text());
            String named = changeset.delimiter();
            if (named != null
                    && !EndDelimiter.isFollowed(named)
                    && !changeset.isIgnored()
                    && changeset.isForPostgres()) {
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
        for (Line mark : Lines.matching(text, ChangesetMark.LINE)) {
            if (new ChangesetMark(mark.text()).isIgnored()) {
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

    private static long line(String text, int at) {
        return text.substring(0, at).lines().count() + 1;
    }
}
