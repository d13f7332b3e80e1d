package dev.sluice.analysis.migration;

import dev.sluice.analysis.migration.MigrationFile.Section;
import dev.sluice.analysis.parse.Parsed;
import dev.sluice.analysis.parse.SourceText;
import dev.sluice.analysis.parse.StatementParser;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import dev.sluice.sql.script.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * A file with those of its statements that have been read before it is their turn. Each is given once, so that nothing is kept
 * of what has been looked at. Not thread-safe.
 */
final class ParsedFile {

    private final MigrationFile file;
    private final SourceText source;
    /** By where they begin and end. */
    private final Map<Long, Parsed> statements;

    private ParsedFile(MigrationFile file, SourceText source, Map<Long, Parsed> statements) {
        this.file = file;
        this.source = source;
        this.statements = statements;
    }

    /** One of which nothing has been read. */
    static ParsedFile of(MigrationFile file) {
        return new ParsedFile(file, file.source(), new HashMap<>());
    }

    /** One of which all has been read, with the settings with which a session begins. */
    static ParsedFile read(MigrationFile file) {
        SourceText source = file.source();
        StatementParser parser = new StatementParser(source);
        Map<Long, Parsed> statements = new HashMap<>();
        for (Section section : file.sections()) {
            ScriptReader reader = new ScriptReader(
                    source.readable(), section.span().from(), section.span().to());
            for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
                if (part instanceof Statement statement) {
                    statements.put(place(statement), parser.parse(statement));
                }
            }
        }
        return new ParsedFile(file, source, statements);
    }

    private static long place(Statement statement) {
        return ((long) statement.start() << Integer.SIZE) | statement.end();
    }

    MigrationFile file() {
        return file;
    }

    SourceText source() {
        return source;
    }

    /** A statement of that text, which the settings of the session may have made another one. */
    // Another text with the same characters is only read once more.
    @SuppressWarnings("ReferenceEquality")
    Parsed parsed(Statement statement, SourceText text, StatementParser parser) {
        Parsed known = text == source ? statements.remove(place(statement)) : null;
        return known == null ? parser.parse(statement) : known;
    }
}
