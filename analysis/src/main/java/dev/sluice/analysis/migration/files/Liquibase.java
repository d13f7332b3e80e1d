package dev.sluice.analysis.migration.files;

import dev.sluice.analysis.migration.MigrationFile.Section;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.migration.files.Lines.Line;
import dev.sluice.analysis.statement.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Liquibase's formatted SQL. A line {@code --changeset author:id …} begins each changeset; what undoes it stands in
 * comments. A changeset for other databases only is left aside.
 */
final class Liquibase {

    private static final int ANY_CASE = Pattern.CASE_INSENSITIVE;
    private static final Pattern FORMATTED = Pattern.compile("--\\s*liquibase\\s+formatted\\s+sql\\b", ANY_CASE);
    private static final Pattern CHANGESET = Pattern.compile("--\\s*changeset\\s+\\S+:\\S+", ANY_CASE);
    private static final Pattern ALONE = Pattern.compile(".*\\brunInTransaction\\s*:\\s*\"?false\\b", ANY_CASE);
    private static final Pattern DATABASES = Pattern.compile(".*\\bdbms\\s*:\\s*\"?(?<list>[\\w!,-]+)", ANY_CASE);

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
            if (isForPostgres(mark)) {
                boolean alone = ALONE.matcher(mark).lookingAt();
                sections.add(
                        new Section(new Span(marks.get(i).end(), to), alone ? Wrapping.NONE : Wrapping.TRANSACTION));
            }
        }
        return sections;
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
