package dev.sluice.analysis.migration.files;

import dev.sluice.analysis.migration.MigrationFile.Section;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.statement.Span;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a tool lays out its migrations: which files, in which order, which part of them, in which transaction. */
public enum Layout {
    /** Whichever of the others the files look like. */
    AUTO {
        @Override
        List<String> select(Folder folder) {
            throw new IllegalStateException("the layout has not been made out");
        }

        @Override
        List<Section> sections(String text) {
            return ofFile(text).sections(text);
        }

        @Override
        List<Span> delimiters(String text) {
            return ofFile(text).delimiters(text);
        }

        @Override
        @Nullable
        String unfollowed(String text) {
            return ofFile(text).unfollowed(text);
        }

        @Override
        @Nullable
        String skipped(String text, List<Span> leftOut) {
            return ofFile(text).skipped(text, leftOut);
        }

        @Override
        List<Span> leftOut(String text) {
            return ofFile(text).leftOut(text);
        }
    },
    /** Files with the extension {@code .sql} by name, but for those that undo. */
    PLAIN {
        @Override
        List<String> select(Folder folder) {
            return forward(folder);
        }

        @Override
        List<Section> sections(String text) {
            return whole(text, OwnTransaction.isBegun(text) ? Wrapping.NONE : null);
        }
    },
    /** {@code V1__name.sql} in one transaction each, then {@code R__name.sql}. */
    FLYWAY {
        @Override
        List<String> select(Folder folder) {
            return Flyway.select(folder.files());
        }

        @Override
        List<Section> sections(String text) {
            return Flyway.sections(text);
        }
    },
    /** Formatted SQL; each changeset in a transaction of its own. */
    LIQUIBASE {
        @Override
        List<String> select(Folder folder) {
            return forward(folder);
        }

        @Override
        List<Section> sections(String text) {
            return Liquibase.sections(text);
        }

        @Override
        List<Span> delimiters(String text) {
            return Liquibase.delimiters(text);
        }

        @Override
        @Nullable
        String unfollowed(String text) {
            return Liquibase.unfollowed(text);
        }

        @Override
        @Nullable
        String skipped(String text, List<Span> leftOut) {
            return Liquibase.skipped(text, leftOut);
        }

        @Override
        List<Span> leftOut(String text) {
            return IgnoredLines.in(text);
        }
    },
    /** {@code name/migration.sql} in folders, each sent as one message. */
    PRISMA {
        @Override
        List<String> select(Folder folder) {
            return folder.files().stream()
                    .filter(file -> file.endsWith("/migration.sql"))
                    .toList();
        }

        @Override
        List<Section> sections(String text) {
            return whole(text, OwnTransaction.message(text));
        }
    },
    /** {@code -- +goose Up} and {@code Down} in one file. */
    GOOSE {
        @Override
        List<String> select(Folder folder) {
            return forward(folder);
        }

        @Override
        List<Section> sections(String text) {
            return UpDown.goose(text);
        }
    },
    /** {@code -- migrate:up} and {@code down} in one file. */
    DBMATE {
        @Override
        List<String> select(Folder folder) {
            return forward(folder);
        }

        @Override
        List<Section> sections(String text) {
            return UpDown.dbmate(text);
        }
    },
    /** {@code deploy/name.sql} in the order of {@code sqitch.plan}, run by psql. */
    SQITCH {
        @Override
        List<String> select(Folder folder) throws UnreadableMigration {
            return Sqitch.select(folder);
        }

        @Override
        List<Section> sections(String text) {
            return whole(text, Wrapping.NONE);
        }
    },
    /** {@code 1_name.up.sql}, each sent as one message. */
    GOLANG_MIGRATE {
        @Override
        List<String> select(Folder folder) {
            return folder.files().stream()
                    .filter(file -> file.endsWith(".up.sql"))
                    .toList();
        }

        @Override
        List<Section> sections(String text) {
            return whole(text, OwnTransaction.message(text));
        }
    };

    /** The files that migrate forward, in order. */
    abstract List<String> select(Folder folder) throws UnreadableMigration;

    /** The parts of a file that migrate forward. */
    List<Section> sections(String text) {
        return whole(text, null);
    }

    /** What ends statements in a file beside semicolons. */
    List<Span> delimiters(String text) {
        return List.of();
    }

    /** Why it is not known where statements end, as a sentence; null where it is. */
    @Nullable
    String unfollowed(String text) {
        return null;
    }

    /** What the tool takes out of a file before it reads marks and statements; all else is asked for the rest. */
    List<Span> leftOut(String text) {
        return List.of();
    }

    /** Which parts of a file the tool does not run although they go forward, in sentences; null without one. */
    @Nullable
    String skipped(String text, List<Span> leftOut) {
        return null;
    }

    static List<Section> whole(String text, @Nullable Wrapping wrapping) {
        return List.of(new Section(new Span(0, text.length()), wrapping));
    }

    private static List<String> forward(Folder folder) {
        return LeftOut.forward(folder.files());
    }

    /** Its name as users know it. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The layout that a folder looks like. */
    static Layout of(Folder folder) throws UnreadableMigration {
        List<String> files = folder.files();
        if (folder.has("sqitch.plan")) {
            return SQITCH;
        }
        if (files.stream().anyMatch(file -> file.endsWith("/migration.sql"))) {
            return PRISMA;
        }
        if (files.stream().anyMatch(Flyway::isVersioned)) {
            return FLYWAY;
        }
        if (files.stream().anyMatch(file -> file.endsWith(".up.sql"))) {
            return GOLANG_MIGRATE;
        }
        List<String> forward = forward(folder);
        return forward.isEmpty() ? PLAIN : ofFile(folder.text(forward.get(0)));
    }

    /** The layout that the marks in a file tell; the plain one without marks. */
    static Layout ofFile(String text) {
        if (Liquibase.isFormatted(text)) {
            return LIQUIBASE;
        }
        if (UpDown.isGoose(text)) {
            return GOOSE;
        }
        return UpDown.isDbmate(text) ? DBMATE : PLAIN;
    }

    /** The layout of a file that is read alone. */
    static Layout ofFile(String name, String text) {
        if (Flyway.isVersioned(name)) {
            return FLYWAY;
        }
        if (name.endsWith(".up.sql")) {
            return GOLANG_MIGRATE;
        }
        return name.equals("migration.sql") ? PRISMA : ofFile(text);
    }
}
