package dev.sluice.cli.migrations;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.report.Baseline;
import dev.sluice.analysis.report.InvalidReportException;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.ReportJson;
import dev.sluice.cli.failure.CommandFailure;
import dev.sluice.cli.failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what {@code --baseline} names: a report, or else a revision of git. */
final class Known {

    private final Judgement judgement;
    private final @Nullable String standardInputName;

    /**
     * What was judged so.
     *
     * @param standardInputName the path of the file that standard input is the text of; null where it is none
     */
    Known(Judgement judgement, @Nullable String standardInputName) {
        this.judgement = judgement;
        this.standardInputName = standardInputName;
    }

    /**
     * What was found earlier.
     *
     * @param name a file, or a revision
     * @param paths what is checked now, and is judged as that revision had it
     * @throws CommandFailure if it is neither of both
     */
    Baseline by(String name, List<String> paths) {
        Path file = Path.of(name);
        return new Baseline(Files.isRegularFile(file) ? report(file) : revision(name, paths));
    }

    private static MigrationReport report(Path file) {
        try {
            return ReportJson.read(Files.readString(file));
        } catch (InvalidReportException e) {
            throw new CommandFailure(
                    "the baseline " + file + " is no report that --format json has written: " + e.getMessage() + ".",
                    e);
        } catch (IOException e) {
            throw new CommandFailure("the baseline " + file + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    private MigrationReport revision(String revision, List<String> paths) {
        Map<Path, MigrationFile> files = new LinkedHashMap<>();
        for (String name : paths) {
            String path = name.equals(Inputs.STANDARD_INPUT) ? standardInputName : name;
            // Of standard input there may be no file yet, and then there was none.
            if (path != null && Files.exists(Path.of(path))) {
                try (GitRevision checkout = GitRevision.checkOut(revision, Path.of(path))) {
                    if (checkout.hasPath()) {
                        String folder = checkout.path().toString().replace('\\', '/');
                        new Inputs(judgement.layout(), InputStream.nullInputStream())
                                .read(List.of(folder))
                                .forEach(file -> add(moved(file, folder, path), files));
                    }
                }
            }
        }
        return judgement.check(Choice.name(judgement.layout())).of(List.copyOf(files.values()));
    }

    /** Each file once, however often it is named. */
    private static void add(MigrationFile file, Map<Path, MigrationFile> files) {
        files.putIfAbsent(Path.of(file.path()).toAbsolutePath().normalize(), file);
    }

    /** The same file by the name that it has now. */
    private static MigrationFile moved(MigrationFile file, String from, String to) {
        return file.named(to + file.path().substring(from.length()));
    }
}
