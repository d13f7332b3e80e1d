package dev.sluice.cli.migrations;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.migration.files.Layout;
import dev.sluice.analysis.report.FailOn;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.TextReport;
import dev.sluice.analysis.schema.Catalog;
import dev.sluice.cli.config.Config;
import dev.sluice.cli.config.ConfigFile;
import dev.sluice.cli.failure.CommandFailure;
import dev.sluice.cli.failure.Reason;
import dev.sluice.cli.verify.MigrationRun;
import dev.sluice.cli.verify.ScratchDatabase;
import dev.sluice.cli.verify.VerifyOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice migrations check}. */
@Command(
        name = "check",
        description = {
            "Says what migrations would lock, rewrite or lose, and what to do instead.",
            "",
            "Reads the SQL only: nothing is run, and no database is asked, unless --catalog or --verify names one."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice migrations check db/migrations",
            "  sluice migrations check --postgres-version 14 --fail-on medium V7__orders.sql",
            "  sluice migrations check --format sarif --output sluice.sarif db/migrations",
            "  sluice migrations check --baseline origin/main db/migrations",
            "  sluice migrations check --catalog postgresql://sluice@db/shop db/migrations",
            "  sluice migrations check --verify postgresql://app@localhost/scratch db/migrations",
            "  git show main:db/V7__orders.sql | sluice migrations check --stdin-name db/V7__orders.sql -"
        })
final class CheckCommand implements Callable<Integer> {

    private static final int UNFORETOLD = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = {
                "Files, or folders, whose migrations are taken in the order in which their tool runs them.",
                "- is standard input. Without any, the paths of the configuration file."
            })
    private List<String> paths = List.of();

    @Option(
            names = "--stdin-name",
            paramLabel = "PATH",
            description = {
                "The file that standard input is the text of: its name in reports, for its layout and place in a folder,"
                        + " and for --baseline.",
                "What the file itself holds is not read."
            })
    private @Nullable String standardInputName;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            converter = Choice.OfFormat.class,
            completionCandidates = Choice.OfFormat.class,
            defaultValue = "text",
            description = {
                "The form of the report: ${COMPLETION-CANDIDATES}.",
                "github is for annotations of GitHub Actions, log carries the JSON through a log with length and"
                        + " checksum.",
                "Default: text"
            })
    private ReportFormat format = ReportFormat.TEXT;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes the report there, and the text on standard output.")
    private @Nullable Path output;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            converter = Choice.OfFailOn.class,
            completionCandidates = Choice.OfFailOn.class,
            description = {
                "Ends with exit code 1 for findings from that severity on: high, medium, low, or none.",
                "Default: high"
            })
    private @Nullable FailOn failOn;

    @Option(
            names = "--baseline",
            paramLabel = "FILE|REVISION",
            description = "What is known does not count: a report in JSON, or the files of that revision of git.")
    private @Nullable String baseline;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration file. Default: sluice.yaml, where there is one in this folder.")
    private @Nullable Path configFile;

    @Option(
            names = "--postgres-version",
            paramLabel = "VERSION",
            description = "The server's version, such as 14 or 16.4. Default: that of --catalog, else 18")
    private @Nullable String postgresVersion;

    @Option(
            names = "--tool",
            paramLabel = "TOOL",
            converter = Choice.OfTool.class,
            completionCandidates = Choice.OfTool.class,
            description = {
                "What runs the migrations: ${COMPLETION-CANDIDATES}.",
                "Default: auto, by what the files look like"
            })
    private @Nullable Layout tool;

    @Option(
            names = "--no-transaction",
            description = {
                "The tool runs each statement by itself, in no transaction around the file.",
                "Not for layouts that say themselves how a file is run, such as Flyway's."
            })
    private boolean noTransaction;

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CatalogOptions catalogOptions;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            converter = Choice.OfColour.class,
            completionCandidates = Choice.OfColour.class,
            defaultValue = "auto",
            description = "Colours in the text: auto, always or never. Default: auto, which heeds NO_COLOR.")
    private Colour colour = Colour.AUTO;

    @Mixin
    private final VerifyOptions verify = new VerifyOptions();

    @Override
    public Integer call() {
        WarmUp.await();
        ConfigFile file = ConfigFile.find(configFile, Check.ruleIds());
        Config config = file.config();
        Judgement judgement = Judgement.of(config, postgresVersion, tool, noTransaction);
        say(judgement.note());
        List<String> inputs = paths.isEmpty() ? file.paths() : paths;
        if (inputs.isEmpty()) {
            throw new CommandFailure("there is nothing to check: name a file or a folder, '-' for standard input, "
                    + "or set 'paths' in sluice.yaml.");
        }
        if (verify.isAsked() && catalogOptions.isAsked()) {
            throw new CommandFailure(
                    "--catalog and --verify are two questions, of the database that is to be migrated and of an"
                            + " empty one: ask one after the other.");
        }
        Catalog catalog = catalogOptions.read();
        judgement = catalog == null ? judgement : judgement.with(catalog);
        Inputs reader = new Inputs(judgement.layout(), System.in, standardInputName);
        List<MigrationFile> files = reader.read(inputs);
        say(reader.leftOut());
        say(reader.asNamed());
        if (judgement.settings().wrapping() == Wrapping.NONE) {
            say(LayoutRule.against(
                    noTransaction ? "--no-transaction" : "'transaction: false'", judgement.layout(), files));
        }
        String known = baseline != null ? baseline : file.baseline();
        MigrationReport report;
        if (verify.isAsked()) {
            try (ScratchDatabase scratch = verify.open()) {
                String given = postgresVersion != null ? postgresVersion : config.postgresVersion();
                judgement = Judgement.of(config, scratch.version(given), tool, noTransaction)
                        .with(scratch.searchPath());
                report = new MigrationRun(scratch, judgement.settings())
                        .run(files, report(judgement, reader.tool(), files, known, inputs));
            }
        } else {
            report = report(judgement, reader.tool(), files, known, inputs);
        }
        FailOn threshold = threshold(config);
        print(report, threshold, files);
        say(SummaryFile.write(report, System.getenv()));
        if (report.verification() != null && report.verification().failsCheck()) {
            if (output == null && !format.showsRun()) {
                say("with --verify, a migration fails or the server does worse than any rule tells; --format text,"
                        + " markdown or json says where.");
            }
            return UNFORETOLD;
        }
        return threshold.failsFor(report.risk()) ? 1 : 0;
    }

    private void say(@Nullable String sentence) {
        if (sentence != null) {
            spec.commandLine().getErr().println("sluice: " + sentence);
        }
    }

    private MigrationReport report(
            Judgement judgement, String tool, List<MigrationFile> files, @Nullable String known, List<String> inputs) {
        MigrationReport report = judgement.check(tool).of(files).versionAssumed(judgement.versionAssumed());
        return known == null
                ? report
                : new Known(judgement, standardInputName).by(known, inputs).applyTo(report);
    }

    private FailOn threshold(Config config) {
        if (failOn != null) {
            return failOn;
        }
        return config.failOn() == null ? FailOn.HIGH : config.failOn();
    }

    private void print(MigrationReport report, FailOn threshold, List<MigrationFile> files) {
        Map<String, String> texts = new HashMap<>();
        files.forEach(file -> texts.put(file.path(), file.text()));
        boolean coloured = output == null ? colour.isOn() : colour == Colour.ALWAYS;
        String rendering = format.render(report, threshold, coloured, file -> texts.getOrDefault(file, ""));
        if (output == null) {
            spec.commandLine().getOut().print(rendering);
            return;
        }
        try {
            Files.writeString(output, rendering);
        } catch (IOException e) {
            throw new CommandFailure("the report cannot be written to " + output + ": " + Reason.of(e) + ".", e);
        }
        spec.commandLine()
                .getOut()
                .print(TextReport.write(report, colour.isOn(), file -> texts.getOrDefault(file, "")));
    }
}
