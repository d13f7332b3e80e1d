package dev.sluice.analysis.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.sluice.analysis.finding.Estimate;
import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.finding.Omitted;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.sql.source.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the JSON form of a report, field by field, so that a message names the one that is wrong. */
final class ReportReader {

    /** How the parser begins to say that the text is over too early; where the rest of the value began is no concern of a user. */
    private static final String END = "Unexpected end-of-input";

    private final String json;

    ReportReader(String json) {
        this.json = json;
    }

    MigrationReport read() throws InvalidReportException {
        Fields root = new Fields("", parse());
        String kind = root.text("kind");
        if (!kind.equals(ReportJson.KIND)) {
            throw root.wrong("kind", "\"" + kind + "\"", "\"" + ReportJson.KIND + "\"");
        }
        int version = root.number("schemaVersion");
        if (version != MigrationReport.SCHEMA_VERSION) {
            throw root.wrong(
                    "schemaVersion",
                    version,
                    MigrationReport.SCHEMA_VERSION + ": another version of Sluice wrote this");
        }
        List<CheckedMigration> migrations = new ArrayList<>();
        for (Fields migration : root.objects("migrations")) {
            migrations.add(migration(migration));
        }
        return new MigrationReport(
                root.text("sluiceVersion"),
                root.text("postgresVersion"),
                root.text("tool"),
                root.has("database") ? database(root.object("database")) : null,
                summary(root.object("summary")),
                migrations,
                root.has("verification") ? VerificationJson.read(root.object("verification")) : null);
    }

    private Object parse() throws InvalidReportException {
        try {
            return JSON.std.anyFrom(json);
        } catch (JsonProcessingException e) {
            int line = e.getLocation().getLineNr();
            String message = e.getOriginalMessage();
            throw new InvalidReportException(
                    message.startsWith(END)
                            ? "it is cut off at line " + line
                            : "not JSON at line " + line + ": " + message,
                    e);
        } catch (IOException e) {
            throw new InvalidReportException("not JSON: " + e.getMessage(), e);
        }
    }

    private static MigrationReport.Summary summary(Fields summary) throws InvalidReportException {
        Fields migrations = summary.object("migrations");
        return new MigrationReport.Summary(
                tally(migrations, migrations.number("none")),
                tally(summary.object("issues"), 0),
                summary.number("known"),
                summary.number("omitted"),
                summary.number("statements"),
                summary.number("unread"));
    }

    private static Tally tally(Fields tally, int none) throws InvalidReportException {
        return new Tally(tally.number("high"), tally.number("medium"), tally.number("low"), none);
    }

    private static CheckedMigration migration(Fields migration) throws InvalidReportException {
        List<CheckedMigration.Unread> unread = new ArrayList<>();
        for (Fields statement : migration.objects("unread")) {
            unread.add(new CheckedMigration.Unread(location(statement.object("location")), statement.text("reason")));
        }
        List<Issue> issues = new ArrayList<>();
        for (Fields issue : migration.objects("issues")) {
            issues.add(issue(issue));
        }
        return new CheckedMigration(migration.text("file"), migration.number("statements"), unread, issues)
                .omitting(migration.has("omitted") ? omitted(migration.object("omitted")) : Omitted.NONE);
    }

    private static Omitted omitted(Fields tally) throws InvalidReportException {
        return new Omitted(tally.number("high"), tally.number("medium"), tally.number("low"));
    }

    private static Issue issue(Fields issue) throws InvalidReportException {
        Finding finding = new Finding(
                issue.text("rule"),
                severity(issue),
                location(issue.object("location")),
                issue.text("message"),
                issue.text("why"),
                issue.text("instead"),
                issue.text("example"),
                issue.has("estimate") ? estimate(issue.object("estimate")) : null);
        return new Issue(finding, issue.text("fingerprint"), issue.flag("known"));
    }

    private static MigrationReport.Database database(Fields database) throws InvalidReportException {
        return new MigrationReport.Database(database.text("serverVersion"), database.number("tables"));
    }

    private static Estimate estimate(Fields estimate) throws InvalidReportException {
        List<Estimate.Waiting> waiting = new ArrayList<>();
        for (String text : estimate.texts("waiting")) {
            waiting.add(Estimate.Waiting.of(text)
                    .orElseThrow(() -> estimate.wrong("waiting", "\"" + text + "\"", "one of those that are known")));
        }
        return new Estimate(
                estimate.longNumber("rows"),
                estimate.longNumber("bytes"),
                Duration.ofMillis(estimate.longNumber("fromMillis")),
                Duration.ofMillis(estimate.longNumber("toMillis")),
                estimate.text("work"),
                estimate.text("lock"),
                waiting);
    }

    private static Severity severity(Fields issue) throws InvalidReportException {
        String name = issue.text("severity");
        for (Severity severity : Severity.values()) {
            if (severity.name().toLowerCase(Locale.ROOT).equals(name)) {
                return severity;
            }
        }
        throw issue.wrong("severity", "\"" + name + "\"", "high, medium or low");
    }

    static Location location(Fields location) throws InvalidReportException {
        try {
            return new Location(
                    location.text("file"),
                    new Position(location.number("line"), location.number("column")),
                    new Position(location.number("endLine"), location.number("endColumn")));
        } catch (IllegalArgumentException e) {
            throw new InvalidReportException(location.path() + " is none: " + e.getMessage(), e);
        }
    }

    /** An object with the path that leads to it. */
    record Fields(String path, Map<?, ?> values) {

        Fields(String path, Object value) throws InvalidReportException {
            this(path, asObject(path, value));
        }

        private static Map<?, ?> asObject(String path, Object value) throws InvalidReportException {
            if (value instanceof Map<?, ?> map) {
                return map;
            }
            throw new InvalidReportException((path.isEmpty() ? "it" : path) + " is not an object");
        }

        boolean has(String field) {
            return values.containsKey(field);
        }

        String text(String field) throws InvalidReportException {
            return as(String.class, field, "a text");
        }

        int number(String field) throws InvalidReportException {
            return as(Integer.class, field, "a whole number");
        }

        /** JSON's whole numbers come in the smallest type that holds them. */
        long longNumber(String field) throws InvalidReportException {
            return values.get(field) instanceof Long number ? number : number(field);
        }

        List<String> texts(String field) throws InvalidReportException {
            List<String> texts = new ArrayList<>();
            for (Object value : as(List.class, field, "a list")) {
                if (!(value instanceof String text)) {
                    throw wrong(field, value, "a list of texts");
                }
                texts.add(text);
            }
            return texts;
        }

        boolean flag(String field) throws InvalidReportException {
            return as(Boolean.class, field, "true or false");
        }

        Fields object(String field) throws InvalidReportException {
            return new Fields(at(field), as(Map.class, field, "an object"));
        }

        List<Fields> objects(String field) throws InvalidReportException {
            List<Fields> objects = new ArrayList<>();
            for (Object value : as(List.class, field, "a list")) {
                objects.add(new Fields(at(field) + "[" + objects.size() + "]", value));
            }
            return objects;
        }

        InvalidReportException wrong(String field, Object value, String right) {
            return new InvalidReportException(at(field) + " is " + value + ", and should be " + right);
        }

        private <T> T as(Class<T> type, String field, String right) throws InvalidReportException {
            Object value = values.get(field);
            if (!type.isInstance(value)) {
                throw wrong(field, value == null ? "missing" : value, right);
            }
            return type.cast(value);
        }

        private String at(String field) {
            return path.isEmpty() ? field : path + "." + field;
        }
    }
}
