package dev.sluice.analysis.migration;

/**
 * What is to say of a file before anything in it is read.
 *
 * @param message a whole sentence
 */
public record FileRemark(Kind kind, String message) {

    /** What a remark is about. */
    public enum Kind {
        /** Nothing of the file is judged. */
        LEFT_OUT,
        /** A part of the file is not judged, since the tool does not run it. */
        PART_LEFT_OUT,
        /** Where statements end in it is not known. */
        NOT_SPLIT,
        /** The tool stops at it. */
        REFUSED
    }
}
