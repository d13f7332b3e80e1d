package dev.sluice.analysis.parse;

import dev.sluice.sql.source.Placeholders;

/**
 * A file's text, and the same text in the form in which it can be read.
 *
 * @param text as it stands in the file
 * @param readable of the same length, with a name in the place of each placeholder
 */
public record SourceText(String text, String readable) {

    /** A text in which {@code ${name}} stands for what a tool puts there. */
    public static SourceText of(String text) {
        return new SourceText(text, Placeholders.masked(text));
    }
}
