package dev.sluice.sql.script;

/**
 * The lines that {@code COPY … FROM stdin}, or psql's {@code \copy … from stdin}, reads out of the script.
 *
 * @param start the begin of the line behind the command
 * @param end behind the last line break of the data
 * @param closed whether the line {@code \.} follows; else the data end with the script
 */
public record CopyData(int start, int end, boolean closed) implements ScriptPart {}
