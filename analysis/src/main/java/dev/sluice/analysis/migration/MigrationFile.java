package dev.sluice.analysis.migration;

import dev.sluice.analysis.statement.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file with the parts of it that migrate forward.
 *
 * @param path as the user knows it, with {@code /} between folders
 * @param text all of it, so that lines and columns are those of the file
 * @param sections what runs, in order
 * @param applied whether it has run everywhere already: it tells what exists, and is not judged
 */
public record MigrationFile(String path, String text, List<Section> sections, boolean applied) {

    /** Copies the list. */
    public MigrationFile {
        sections = List.copyOf(sections);
    }

    /**
     * A part of a file that its tool runs by itself.
     *
     * @param wrapping what the tool puts around it; null for what the settings say
     */
    public record Section(Span span, @Nullable Wrapping wrapping) {}

    /** A file that runs as a whole, in the way that the settings say. */
    public static MigrationFile of(String path, String text) {
        return new MigrationFile(path, text, List.of(new Section(new Span(0, text.length()), null)), false);
    }

    /** The same as one that has run already. */
    public MigrationFile asApplied() {
        return new MigrationFile(path, text, sections, true);
    }
}
