package dev.sluice.analysis.report;

import com.fasterxml.jackson.jr.ob.JSON;
import com.fasterxml.jackson.jr.ob.comp.ArrayComposer;
import com.fasterxml.jackson.jr.ob.comp.ComposerBase;
import com.fasterxml.jackson.jr.ob.comp.ObjectComposer;
import dev.sluice.analysis.finding.Estimate;
import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON form of a report, described by {@code migration-report.schema.json} beside this class. Fields may be added to
 * it; a change that a reader has to know of has a new {@link MigrationReport#SCHEMA_VERSION}.
 */
public final class ReportJson {

    /** What the field {@code kind} says. */
    static final String KIND = "MigrationReport";

    private ReportJson() {}

    /** The report as JSON with line breaks and one at the end. */
    public static String write(MigrationReport report) {
        return write(report, JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT)) + "\n";
    }

    /** The report as JSON on one line. */
    public static byte[] writeCompact(MigrationReport report) {
        return write(report, JSON.std).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what was written. Fields that it does not know are ignored.
     *
     * @throws InvalidReportException when it is not a report of this version, with the field that is wrong
     */
    public static MigrationReport read(String json) throws InvalidReportException {
        return new ReportReader(json).read();
    }

    private static String write(MigrationReport report, JSON json) {
        try {
            var composer = json.composeString();
            var root = composer.startObject()
                    .put("kind", KIND)
                    .put("schemaVersion", MigrationReport.SCHEMA_VERSION)
                    .put("sluiceVersion", report.sluiceVersion())
                    .put("postgresVersion", report.postgresVersion())
                    .put("tool", report.tool())
                    .put("risk", report.risk().text());
            if (report.leftOut() > 0) {
                root.put("leftOut", report.leftOut());
            }
            if (report.unreadLeftOut() > 0) {
                root.put("unreadLeftOut", report.unreadLeftOut());
            }
            MigrationReport.Database database = report.database();
            if (database != null) {
                root.startObjectField("database")
                        .put("serverVersion", database.serverVersion())
                        .put("tables", database.tables())
                        .end();
            }
            summary(root.startObjectField("summary"), report.summary());
            var migrations = root.startArrayField("migrations");
            for (CheckedMigration migration : report.migrations()) {
                migration(migrations.startObject(), migration);
            }
            migrations.end();
            if (report.verification() != null) {
                VerificationJson.write(root.startObjectField("verification"), report.verification());
            }
            root.end();
            return composer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <P extends ComposerBase> void summary(ObjectComposer<P> out, MigrationReport.Summary summary)
            throws IOException {
        tally(out.startObjectField("migrations"), summary.migrations())
                .put("none", summary.migrations().none())
                .end();
        tally(out.startObjectField("issues"), summary.issues()).end();
        out.put("known", summary.known())
                .put("omitted", summary.omitted())
                .put("statements", summary.statements())
                .put("unread", summary.unread())
                .end();
    }

    private static <P extends ComposerBase> ObjectComposer<P> tally(ObjectComposer<P> out, Tally tally)
            throws IOException {
        return out.put("total", tally.total())
                .put("high", tally.high())
                .put("medium", tally.medium())
                .put("low", tally.low());
    }

    private static <P extends ComposerBase> void migration(ObjectComposer<P> out, CheckedMigration migration)
            throws IOException {
        out.put("file", migration.file())
                .put("risk", migration.risk().text())
                .put("statements", migration.statements());
        ArrayComposer<ObjectComposer<P>> unread = out.startArrayField("unread");
        for (CheckedMigration.Unread statement : migration.unread()) {
            location(
                            unread.startObject()
                                    .put("reason", statement.reason())
                                    .startObjectField("location"),
                            statement.location())
                    .end();
        }
        unread.end();
        ArrayComposer<ObjectComposer<P>> issues = out.startArrayField("issues");
        for (Issue issue : migration.issues()) {
            issue(issues.startObject(), issue);
        }
        issues.end();
        if (migration.omitted().total() > 0) {
            tally(out.startObjectField("omitted"), Tally.of(migration.omitted()))
                    .end();
        }
        out.end();
    }

    private static <P extends ComposerBase> void issue(ObjectComposer<P> out, Issue issue) throws IOException {
        Finding finding = issue.finding();
        out.put("rule", finding.rule())
                .put("severity", Risk.of(finding.severity()).text())
                .put("fingerprint", issue.fingerprint())
                .put("known", issue.known());
        location(out.startObjectField("location"), finding.location());
        out.put("message", finding.message())
                .put("why", finding.why())
                .put("instead", finding.instead())
                .put("example", finding.example());
        Estimate estimate = finding.estimate();
        if (estimate != null) {
            estimate(out.startObjectField("estimate"), estimate);
        }
        out.end();
    }

    private static <P extends ComposerBase> void estimate(ObjectComposer<P> out, Estimate estimate) throws IOException {
        out.put("rows", estimate.rows())
                .put("bytes", estimate.bytes())
                .put("fromMillis", estimate.from().toMillis())
                .put("toMillis", estimate.to().toMillis())
                .put("work", estimate.work())
                .put("lock", estimate.lock());
        ArrayComposer<ObjectComposer<P>> waiting = out.startArrayField("waiting");
        for (Estimate.Waiting who : estimate.waiting()) {
            waiting.add(who.text());
        }
        waiting.end().end();
    }

    static <P extends ComposerBase> P location(ObjectComposer<P> out, Location location) throws IOException {
        return out.put("file", location.file())
                .put("line", location.from().line())
                .put("column", location.from().column())
                .put("endLine", location.to().line())
                .put("endColumn", location.to().column())
                .end();
    }
}
