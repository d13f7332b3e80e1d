package dev.sluice.analysis.report;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.sluice.analysis.finding.Estimate;
import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.finding.Omitted;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Effect;
import dev.sluice.analysis.migration.RuleInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The report in SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), for code scanning. What a baseline
 * knows is there too, as {@code unchanged}; without one nothing is said to be new.
 */
public final class SarifReport {

    /** The name that version 1 of {@link Fingerprints} has among a result's partial fingerprints. */
    private static final String FINGERPRINT = "sluiceFinding/v1";

    private static final String URI_MARKS = "/-._~!$&'()*+,;=:@";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Map<String, Integer> ruleIndexes = new LinkedHashMap<>();
    private final List<Map<String, Object>> rules = new ArrayList<>();

    private final Map<String, RuleInfo> known = new HashMap<>();
    private final boolean compared;

    private SarifReport(List<RuleInfo> infos, boolean compared) {
        infos.forEach(info -> known.put(info.id(), info));
        this.compared = compared;
    }

    /** Renders a report, with what the rules say of themselves. */
    public static String write(MigrationReport report, List<RuleInfo> rules) {
        boolean compared = report.compared() || report.summary().known() > 0;
        SarifReport sarif = new SarifReport(rules, compared);
        try {
            return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(sarif.log(report)) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> log(MigrationReport report) {
        List<Map<String, Object>> results =
                report.issues().stream().map(this::result).toList();
        Map<String, Object> driver =
                object("name", "Sluice", "semanticVersion", report.sluiceVersion(), "rules", rules);
        Map<String, Object> run =
                object("tool", object("driver", driver), "columnKind", "unicodeCodePoints", "results", results);
        Map<String, Object> properties = object("tool", report.tool(), "postgresVersion", report.postgresVersion());
        MigrationReport.Database database = report.database();
        if (database != null) {
            properties.put("serverVersion", database.serverVersion());
            properties.put("tables", database.tables());
        }
        List<Map<String, Object>> notes = report.migrations().stream()
                .filter(migration -> migration.omitted().total() > 0)
                .map(SarifReport::omitted)
                .toList();
        if (!notes.isEmpty()) {
            run.put("invocations", List.of(object("executionSuccessful", true, "toolExecutionNotifications", notes)));
        }
        run.put("properties", properties);
        return object(
                "$schema", "https://json.schemastore.org/sarif-2.1.0.json", "version", "2.1.0", "runs", List.of(run));
    }

    /** Findings that are counted only: what it notifies of, since a result has a rule and a fingerprint. */
    private static Map<String, Object> omitted(CheckedMigration migration) {
        Map<String, Object> place = object("artifactLocation", object("uri", uri(migration.file())));
        return object(
                "level", level(migration.omitted()),
                "message", object("text", OmittedWords.of(migration.omitted())),
                "locations", List.of(object("physicalLocation", place)));
    }

    private static String level(Omitted omitted) {
        return omitted.high() > 0 ? "error" : "warning";
    }

    private Map<String, Object> result(Issue issue) {
        Finding finding = issue.finding();
        Location location = finding.location();
        Map<String, Object> region = object(
                "startLine", location.from().line(),
                "startColumn", location.from().column(),
                "endLine", location.to().line(),
                "endColumn", location.to().column());
        Map<String, Object> place = object("artifactLocation", object("uri", uri(location.file())), "region", region);
        Map<String, Object> result = object(
                "ruleId", finding.rule(),
                "ruleIndex", ruleIndex(finding),
                "level", level(finding.severity()),
                "message", object("text", message(finding)),
                "locations", List.of(object("physicalLocation", place)),
                "partialFingerprints", object(FINGERPRINT, issue.fingerprint()));
        if (compared) {
            result.put("baselineState", issue.known() ? "unchanged" : "new");
        }
        Estimate estimate = finding.estimate();
        if (estimate != null) {
            result.put("properties", object("estimate", properties(estimate)));
        }
        return result;
    }

    private static Map<String, Object> properties(Estimate estimate) {
        return object(
                "rows", estimate.rows(),
                "bytes", estimate.bytes(),
                "fromMillis", estimate.from().toMillis(),
                "toMillis", estimate.to().toMillis(),
                "work", estimate.work(),
                "lock", estimate.lock(),
                "waiting",
                        estimate.waiting().stream().map(Estimate.Waiting::text).toList());
    }

    private int ruleIndex(Finding finding) {
        return ruleIndexes.computeIfAbsent(finding.rule(), id -> {
            RuleInfo info = known.get(id);
            rules.add(info == null ? unknown(finding) : described(info));
            return rules.size() - 1;
        });
    }

    private static Map<String, Object> described(RuleInfo info) {
        String locks = info.effects().stream().map(Effect::words).collect(Collectors.joining("\n"));
        String help = info.why() + "\n\n" + info.instead() + (locks.isEmpty() ? "" : "\n\n" + locks);
        return object(
                "id", info.id(),
                "shortDescription", object("text", info.title()),
                "fullDescription", object("text", info.why()),
                "help", object("text", help),
                "defaultConfiguration", object("level", level(info.severity())));
    }

    /** That of a rule of another version, in a report that it has written. */
    private static Map<String, Object> unknown(Finding finding) {
        String help = finding.why() + "\n\n" + finding.instead();
        return object(
                "id", finding.rule(),
                "shortDescription", object("text", words(finding.rule())),
                "help", object("text", help.isBlank() ? words(finding.rule()) : help),
                "defaultConfiguration", object("level", level(finding.severity())));
    }

    private static String message(Finding finding) {
        String message = finding.message() + " " + finding.instead();
        return finding.example().isBlank() ? message : message + "\n\n" + finding.example();
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW -> "note";
        };
    }

    private static String words(String id) {
        return Character.toUpperCase(id.charAt(0)) + id.substring(1).replace('-', ' ');
    }

    /** A path as a relative reference, or as that of a file when it is absolute (RFC 3986, sections 3.3 and 4.2). */
    private static String uri(String path) {
        StringBuilder uri = new StringBuilder(path.length() + 16);
        if (path.startsWith("/")) {
            uri.append("file://");
        } else if (path.indexOf(':') >= 0) {
            // Else what stands before the colon would be a scheme.
            uri.append("./");
        }
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && (Character.isLetterOrDigit(b) || URI_MARKS.indexOf(b) >= 0)) {
                uri.append((char) b);
            } else {
                uri.append('%').append(HEX.toHexDigits(b));
            }
        }
        return uri.toString();
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
