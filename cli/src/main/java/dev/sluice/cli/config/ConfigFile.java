package dev.sluice.cli.config;

import dev.sluice.cli.failure.CommandFailure;
import dev.sluice.cli.failure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configuration and where it was found.
 *
 * @param folder what paths in it are relative to; null for the folder in which the program was started
 */
public record ConfigFile(Config config, @Nullable Path folder) {

    private static final Path USUAL = Path.of("sluice.yaml");

    /**
     * Reads a configuration file.
     *
     * @param named the file that the user has named; null for {@code sluice.yaml}, which need not exist
     * @param ruleIds the rules that may be named in it
     * @throws CommandFailure if it cannot be read or says something that does not exist
     */
    public static ConfigFile find(@Nullable Path named, Set<String> ruleIds) {
        Path file = named == null ? USUAL : named;
        if (named == null && !Files.exists(file)) {
            return new ConfigFile(Config.EMPTY, null);
        }
        try {
            String text = Files.readString(file);
            return new ConfigFile(new ConfigReader(file.toString(), ruleIds).read(text), file.getParent());
        } catch (IOException e) {
            throw new CommandFailure("the configuration " + file + " cannot be read: " + Reason.of(e) + ".", e);
        }
    }

    /** The paths to check, as seen from where the program was started. */
    public List<String> paths() {
        return config.paths().stream().map(this::fromHere).toList();
    }

    /** The baseline; a file as seen from where the program was started, and a revision as it stands there. */
    public @Nullable String baseline() {
        String baseline = config.baseline();
        return baseline != null && Files.isRegularFile(Path.of(fromHere(baseline))) ? fromHere(baseline) : baseline;
    }

    private String fromHere(String path) {
        return folder == null ? path : folder.resolve(path).toString();
    }
}
