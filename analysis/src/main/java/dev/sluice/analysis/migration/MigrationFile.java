package dev.sluice.analysis.migration;

import dev.sluice.analysis.parse.SourceText;
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
 * @param delimiters what ends statements in it beside semicolons, in order
 * @param leftOut what its tool takes out of it before all else, in order
 * @param prelude how its tool runs it before others in their session
 * @param remark what is to say of the file itself; null for nothing
 */
public record MigrationFile(
        String path,
        String text,
        List<Section> sections,
        boolean applied,
        List<Span> delimiters,
        List<Span> leftOut,
        Prelude prelude,
        @Nullable FileRemark remark) {

    /** Copies the lists. */
    public MigrationFile {
        sections = List.copyOf(sections);
        delimiters = List.copyOf(delimiters);
        leftOut = List.copyOf(leftOut);
    }

    /** A file whose statements end with semicolons, and of which nothing is to say. */
    public MigrationFile(String path, String text, List<Section> sections, boolean applied) {
        this(path, text, sections, applied, List.of(), List.of(), Prelude.NONE, null);
    }

    /** When a tool runs a file in the session of others, so that its timeouts hold for them. */
    public enum Prelude {
        /** Never: it has a session of its own, as far as is known. */
        NONE,
        /** Once before all of a run. */
        ONCE,
        /** Again before each of them. */
        BEFORE_EACH
    }

    /**
     * A part of a file that its tool runs by itself.
     *
     * @param wrapping what the tool puts around it; null for what the settings say
     * @param migration tells it from other parts where the tool takes each for a migration of its own, which may have been
     *     written and run years after the one before it; empty where the file is one migration
     */
    public record Section(Span span, @Nullable Wrapping wrapping, String migration) {

        /** A part of a file that is one migration. */
        public Section(Span span, @Nullable Wrapping wrapping) {
            this(span, wrapping, "");
        }
    }

    /** A file that runs as a whole, in the way that the settings say. */
    public static MigrationFile of(String path, String text) {
        return new MigrationFile(path, text, List.of(new Section(new Span(0, text.length()), null)), false);
    }

    /** The same as one that has run already. */
    public MigrationFile asApplied() {
        return new MigrationFile(path, text, sections, true, delimiters, leftOut, prelude, remark);
    }

    /** The same by another name. */
    public MigrationFile named(String other) {
        return new MigrationFile(other, text, sections, applied, delimiters, leftOut, prelude, remark);
    }

    /** The same with something to say of the file itself. */
    public MigrationFile remark(@Nullable FileRemark other) {
        return new MigrationFile(path, text, sections, applied, delimiters, leftOut, prelude, other);
    }

    /** Its text in the form in which it can be read. */
    public SourceText source() {
        SourceText source = SourceText.of(blanked(text, leftOut));
        return delimiters.isEmpty() ? source : new SourceText(source.text(), withSemicolons(source.readable()));
    }

    /** A text of the same length and lines with nothing in those places. */
    public static String blanked(String text, List<Span> places) {
        if (places.isEmpty()) {
            return text;
        }
        char[] plain = text.toCharArray();
        for (Span place : places) {
            for (int at = place.from(); at < place.to(); at++) {
                plain[at] = plain[at] == '\n' || plain[at] == '\r' ? plain[at] : ' ';
            }
        }
        return new String(plain);
    }

    private String withSemicolons(String readable) {
        char[] plain = readable.toCharArray();
        for (Span delimiter : delimiters) {
            int sign = delimiter.to() - 1;
            for (int at = delimiter.to() - 1; at >= delimiter.from(); at--) {
                // A line's end may be that of a comment, too.
                if (!Character.isWhitespace(plain[at])) {
                    plain[at] = ' ';
                    sign = at;
                }
            }
            plain[sign] = ';';
        }
        return new String(plain);
    }
}
