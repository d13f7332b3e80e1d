package dev.sluice.cli.verify;

import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.script.CopyData;
import dev.sluice.sql.script.MetaCommand;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.script.TransactionCommand;
import dev.sluice.sql.source.Positions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of a migration is sent to a server, in order, and what speaks against it. */
final class Script {

    /** They show something, or say how, and change nothing that is run. */
    private static final Set<String> HARMLESS = Set.of(
            "a",
            "C",
            "conninfo",
            "echo",
            "errverbose",
            "f",
            "g",
            "gx",
            "H",
            "l",
            "p",
            "pset",
            "qecho",
            "restrict",
            "t",
            "T",
            "timing",
            "unrestrict",
            "warn",
            "x");

    /** Settings of psql that say how it goes on or what it shows. */
    private static final Set<String> HARMLESS_VARIABLES =
            Set.of("ECHO", "ON_ERROR_STOP", "QUIET", "SHOW_CONTEXT", "VERBOSITY");

    /**
     * A part that its tool runs by itself.
     *
     * @param wrapping what the tool puts around it; null for what the settings say
     * @param migration tells it from parts of the file that are other migrations
     */
    record Section(@Nullable Wrapping wrapping, String migration, List<Piece> pieces) {

        /** Whether it is run in a transaction that the file does not begin itself. */
        boolean isInTransaction(Wrapping otherwise) {
            return around(otherwise) == Wrapping.TRANSACTION || isMessage(otherwise);
        }

        /** Whether the server begins a transaction whenever none is open, since the tool sends all at once. */
        boolean isMessage(Wrapping otherwise) {
            return around(otherwise) == Wrapping.ONE_MESSAGE && pieces.size() > 1;
        }

        private Wrapping around(Wrapping otherwise) {
            return wrapping == null ? otherwise : wrapping;
        }
    }

    private final MigrationFile file;
    private final Positions positions;
    private final String text;
    private final String readable;
    private final List<Section> sections = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();
    private final List<String> outreach = new ArrayList<>();

    private Script(MigrationFile file) {
        this.file = file;
        this.positions = new Positions(file.text());
        this.text = file.source().text();
        this.readable = file.source().readable();
    }

    static Script of(MigrationFile file) {
        Script script = new Script(file);
        file.sections().forEach(section -> script.sections.add(script.read(section)));
        return script;
    }

    MigrationFile file() {
        return file;
    }

    /** A part of its text. */
    Location location(int from, int to) {
        return new Location(file.path(), positions.at(from), positions.at(to));
    }

    List<Section> sections() {
        return sections;
    }

    /** What cannot be run from here, with its place; one part of a sentence each. */
    List<String> obstacles() {
        return obstacles;
    }

    /** What it changes outside of its database, with its place; one part of a sentence each. */
    List<String> outreach() {
        return outreach;
    }

    private Section read(MigrationFile.Section section) {
        List<Piece> pieces = new ArrayList<>();
        ScriptReader reader =
                new ScriptReader(readable, section.span().from(), section.span().to());
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            if (part instanceof Statement statement) {
                pieces.add(piece(statement));
            } else if (part instanceof CopyData data && !pieces.isEmpty()) {
                int last = pieces.size() - 1;
                pieces.set(last, pieces.get(last).with(data.in(text)));
            } else if (part instanceof MetaCommand command && !isHarmless(command)) {
                obstacles.add(place(command.start()) + " has psql's \\" + command.name(readable));
            }
        }
        return new Section(section.wrapping(), section.migration(), List.copyOf(pieces));
    }

    private Piece piece(Statement statement) {
        Span span = new Span(statement.start(), statement.end());
        TransactionCommand command = TransactionCommand.of(readable, span.from(), span.to());
        if (statement.ending() == Statement.Ending.JOINED) {
            obstacles.add(place(span.from()) + " has psql's \\;");
        }
        if (command == TransactionCommand.PREPARE) {
            obstacles.add(place(span.from()) + " has PREPARE TRANSACTION, whose locks would stay");
        }
        Reach reach = Reach.of(readable, span);
        if (reach.outside() != null) {
            outreach.add(place(span.from()) + " has " + reach.outside() + ", which reaches beyond the database");
        }
        return new Piece(span, span.in(text), command, reach.setting(), null);
    }

    private boolean isHarmless(MetaCommand command) {
        String name = command.name(readable);
        String arguments = command.arguments(readable);
        if (name.equals("set") || name.equals("unset")) {
            return HARMLESS_VARIABLES.contains(arguments.split("\\s", 2)[0]);
        }
        boolean sends = name.equals("g") || name.equals("gx");
        return (HARMLESS.contains(name) || name.startsWith("d")) && (!sends || arguments.isEmpty());
    }

    private String place(int at) {
        return file.path() + ":" + positions.at(at);
    }
}
