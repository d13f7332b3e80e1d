package dev.sluice.sql.script;

/** A part of a script; parts come in the order in which they begin to matter, which is nearly always that of the text. */
public sealed interface ScriptPart permits Statement, MetaCommand, CopyData {

    /** The offset of the part's first character. */
    int start();

    /** The offset behind the part's last character. */
    int end();

    /** The part as it stands in the script's text. */
    default String in(String text) {
        return text.substring(start(), end());
    }
}
