package dev.sluice.analysis.parse;

import dev.sluice.sql.source.Placeholders;
import java.util.List;

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

    /** The same, where the quotes in those constants can be read as quotes. */
    SourceText undoubled(List<Constant> constants) {
        if (constants.stream().noneMatch(Constant::doubled)) {
            return this;
        }
        char[] single = readable.toCharArray();
        constants.forEach(constant -> constant.undouble(single));
        return new SourceText(text, new String(single));
    }
}
