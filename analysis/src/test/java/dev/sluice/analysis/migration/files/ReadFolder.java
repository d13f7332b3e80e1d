package dev.sluice.analysis.migration.files;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import dev.sluice.sql.script.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A folder of migrations that a test writes and has read. */
abstract class ReadFolder {

    static final ReadLimits SMALL = new ReadLimits(1 << 20, 3 << 20, 6);

    final List<String> back = new ArrayList<>();

    @TempDir
    Path folder;

    Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Each section: file, wrapping, text. */
    List<String> read() throws UnreadableMigration {
        return new MigrationFiles(
                        Layout.AUTO,
                        SMALL,
                        file -> back.add(folder.relativize(Path.of(file)).toString()))
                .read(folder).stream()
                        .flatMap(file -> file.sections().stream()
                                .map(section -> folder.relativize(Path.of(file.path())) + " " + section.wrapping() + " "
                                        + section.span().in(file.text()).strip()))
                        .toList();
    }

    List<String> remarks() throws UnreadableMigration {
        return new MigrationFiles(Layout.AUTO, SMALL)
                .read(folder).stream()
                        .filter(file -> file.remark() != null)
                        .map(file -> folder.relativize(Path.of(file.path())) + " "
                                + file.remark().kind() + " " + file.remark().message())
                        .toList();
    }

    static List<String> statements(MigrationFile file) {
        List<String> statements = new ArrayList<>();
        String readable = file.source().readable();
        for (MigrationFile.Section section : file.sections()) {
            ScriptReader reader = new ScriptReader(
                    readable, section.span().from(), section.span().to());
            for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
                if (part instanceof Statement statement) {
                    statements.add(file.source().text().substring(statement.start(), statement.end()));
                }
            }
        }
        return statements;
    }
}
