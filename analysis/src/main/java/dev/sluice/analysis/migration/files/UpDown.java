package dev.sluice.analysis.migration.files;

import dev.sluice.analysis.migration.MigrationFile.Section;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.migration.files.Lines.Line;
import dev.sluice.analysis.statement.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Files in which comments mark the part that goes forward and the one that goes back. */
final class UpDown {

    private static final int ANY_CASE = Pattern.CASE_INSENSITIVE;
    private static final Pattern GOOSE = Pattern.compile("--\\s*\\+goose\\s+(up|down)\\b", ANY_CASE);
    private static final Pattern GOOSE_UP = Pattern.compile("--\\s*\\+goose\\s+up\\b", ANY_CASE);
    private static final Pattern GOOSE_ALONE = Pattern.compile("--\\s*\\+goose\\s+no\\s+transaction\\b", ANY_CASE);
    private static final Pattern DBMATE = Pattern.compile("--\\s*migrate:(up|down)\\b");
    private static final Pattern DBMATE_UP = Pattern.compile("--\\s*migrate:up\\b");
    private static final Pattern DBMATE_ALONE = Pattern.compile(".*\\btransaction\\s*:\\s*false\\b");

    private UpDown() {}

    static boolean isGoose(String text) {
        return !Lines.matching(text, GOOSE_UP).isEmpty();
    }

    static boolean isDbmate(String text) {
        return !Lines.matching(text, DBMATE_UP).isEmpty();
    }

    /** Whether goose would refuse it for a second part that goes up ({@code sqlparser/parser.go}: duplicate annotations). */
    static boolean repeatsGooseUp(String text) {
        return Lines.matching(text, GOOSE_UP).size() > 1;
    }

    static List<Section> goose(String text) {
        boolean alone = !Lines.matching(text, GOOSE_ALONE).isEmpty();
        List<Section> sections = new ArrayList<>();
        List<Line> marks = Lines.matching(text, GOOSE);
        for (int i = 0; i < marks.size(); i++) {
            if (GOOSE_UP.matcher(marks.get(i).text()).lookingAt()) {
                sections.add(new Section(part(text, marks, i), alone ? Wrapping.NONE : Wrapping.TRANSACTION));
            }
        }
        return sections;
    }

    /** Without a transaction of its own, dbmate still sends the part as one message. */
    static List<Section> dbmate(String text) {
        List<Section> sections = new ArrayList<>();
        List<Line> marks = Lines.matching(text, DBMATE);
        for (int i = 0; i < marks.size(); i++) {
            String mark = marks.get(i).text();
            if (DBMATE_UP.matcher(mark).lookingAt()) {
                Span part = part(text, marks, i);
                boolean alone = DBMATE_ALONE.matcher(mark).lookingAt();
                sections.add(new Section(part, alone ? OwnTransaction.message(part.in(text)) : Wrapping.TRANSACTION));
            }
        }
        return sections;
    }

    private static Span part(String text, List<Line> marks, int mark) {
        int to = mark + 1 < marks.size() ? marks.get(mark + 1).start() : text.length();
        return new Span(marks.get(mark).end(), to);
    }
}
