package dev.sluice.analysis.report;

import com.fasterxml.jackson.jr.ob.comp.ArrayComposer;
import com.fasterxml.jackson.jr.ob.comp.ComposerBase;
import com.fasterxml.jackson.jr.ob.comp.ObjectComposer;
import dev.sluice.analysis.report.ReportReader.Fields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The JSON form of what happened on a server. */
final class VerificationJson {

    private VerificationJson() {}

    static <P extends ComposerBase> void write(ObjectComposer<P> out, Verification verification) throws IOException {
        out.put("database", verification.database())
                .put("serverVersion", verification.serverVersion())
                .put("different", (int) verification.different())
                .put("untold", (int) verification.untold());
        ArrayComposer<ObjectComposer<P>> statements = out.startArrayField("statements");
        for (VerifiedStatement statement : verification.statements()) {
            statement(statements.startObject(), statement);
        }
        statements.end();
        ArrayComposer<ObjectComposer<P>> notes = out.startArrayField("notes");
        for (String note : verification.notes()) {
            notes.add(note);
        }
        notes.end();
        Verification.Failure failure = verification.failure();
        if (failure != null) {
            var field = out.startObjectField("failure");
            ReportJson.location(field.startObjectField("location"), failure.location());
            field.put("sqlState", failure.sqlState())
                    .put("message", failure.message())
                    .end();
        }
        out.end();
    }

    private static <P extends ComposerBase> void statement(ObjectComposer<P> out, VerifiedStatement statement)
            throws IOException {
        ReportJson.location(out.startObjectField("location"), statement.location());
        out.put("micros", statement.micros()).put("alone", statement.alone());
        var tables = out.startArrayField("tables");
        for (VerifiedStatement.WatchedTable table : statement.tables()) {
            tables.startObject()
                    .put("name", table.name())
                    .put("lock", table.lock())
                    .put("work", table.work())
                    .end();
        }
        tables.end();
        var differences = out.startArrayField("differences");
        for (Difference difference : statement.differences()) {
            differences
                    .startObject()
                    .put("kind", difference.kind().text())
                    .put("untold", difference.kind().isUntold())
                    .put("about", difference.about())
                    .put("foretold", difference.foretold())
                    .put("done", difference.done())
                    .end();
        }
        differences.end().end();
    }

    static Verification read(Fields verification) throws InvalidReportException {
        List<VerifiedStatement> statements = new ArrayList<>();
        for (Fields statement : verification.objects("statements")) {
            statements.add(statement(statement));
        }
        return new Verification(
                verification.text("database"),
                verification.text("serverVersion"),
                statements,
                verification.texts("notes"),
                failure(verification));
    }

    private static Verification.@Nullable Failure failure(Fields verification) throws InvalidReportException {
        if (!verification.has("failure")) {
            return null;
        }
        Fields failure = verification.object("failure");
        return new Verification.Failure(
                ReportReader.location(failure.object("location")), failure.text("sqlState"), failure.text("message"));
    }

    private static VerifiedStatement statement(Fields statement) throws InvalidReportException {
        List<VerifiedStatement.WatchedTable> tables = new ArrayList<>();
        for (Fields table : statement.objects("tables")) {
            tables.add(new VerifiedStatement.WatchedTable(table.text("name"), table.text("lock"), table.text("work")));
        }
        List<Difference> differences = new ArrayList<>();
        for (Fields difference : statement.objects("differences")) {
            differences.add(new Difference(
                    kind(difference), difference.text("about"), difference.text("foretold"), difference.text("done")));
        }
        return new VerifiedStatement(
                ReportReader.location(statement.object("location")),
                statement.longNumber("micros"),
                statement.flag("alone"),
                tables,
                differences);
    }

    private static Difference.Kind kind(Fields difference) throws InvalidReportException {
        String name = difference.text("kind");
        for (Difference.Kind kind : Difference.Kind.values()) {
            if (kind.text().equals(name)) {
                return kind;
            }
        }
        throw difference.wrong(
                "kind",
                "\"" + name + "\"",
                "one of "
                        + Arrays.stream(Difference.Kind.values())
                                .map(Difference.Kind::text)
                                .collect(Collectors.joining(", ")));
    }
}
