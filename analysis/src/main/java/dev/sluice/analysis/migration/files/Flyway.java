package dev.sluice.analysis.migration.files;

import dev.sluice.analysis.migration.MigrationFile.Section;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.source.Placeholders;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Flyway's names and transactions. It runs a file in one transaction, but one whose statements all refuse a transaction
 * without; it refuses a file with statements of both kinds.
 */
final class Flyway {

    private static final Pattern VERSIONED = Pattern.compile("V(?<version>\\d+(?:[._]\\d+)*)(?:__.*)?\\.sql");
    private static final Pattern REPEATABLE = Pattern.compile("R__.*\\.sql");
    private static final Pattern UNDO = Pattern.compile("U\\d+(?:[._]\\d+)*(?:__.*)?\\.sql");
    private static final Pattern BASELINE = Pattern.compile("B\\d+(?:[._]\\d+)*(?:__.*)?\\.sql");
    private static final Set<String> ALONE = Set.of(
            "create index concurrently",
            "create unique index concurrently",
            "drop index concurrently",
            "create database",
            "drop database",
            "create tablespace",
            "drop tablespace",
            "create subscription",
            "drop subscription",
            "alter system",
            "vacuum",
            "reindex schema",
            "reindex database",
            "reindex system",
            "discard all");

    private Flyway() {}

    static boolean isVersioned(String file) {
        return VERSIONED.matcher(name(file)).matches();
    }

    /** In the order in which a run of all of them has them; what is called around each migration stands once. */
    static List<String> select(List<String> files) {
        List<String> selected = new ArrayList<>(FlywayCallbacks.first(files));
        selected.addAll(versioned(files));
        selected.addAll(FlywayCallbacks.between(files));
        files.stream()
                .filter(file -> REPEATABLE.matcher(name(file)).matches())
                .sorted(Comparator.comparing(Flyway::name))
                .forEach(selected::add);
        selected.addAll(FlywayCallbacks.last(files));
        return selected;
    }

    private static List<String> versioned(List<String> files) {
        return files.stream()
                .filter(Flyway::isVersioned)
                .sorted(Comparator.comparing(Flyway::version, Flyway::compareVersions))
                .toList();
    }

    /** The files with the version of one before them, each with that one. Flyway runs nothing where there are any. */
    static Map<String, String> repeated(List<String> files) {
        Map<String, String> repeated = new HashMap<>();
        String before = null;
        for (String file : versioned(files)) {
            if (before != null && compareVersions(version(before), version(file)) == 0) {
                repeated.put(file, before);
            } else {
                before = file;
            }
        }
        return repeated;
    }

    /** Whether it undoes a version, or is called by other commands than that which migrates. */
    static boolean isForOtherCommands(String file) {
        return UNDO.matcher(name(file)).matches() || FlywayCallbacks.isForOtherCommands(name(file));
    }

    static String reason(String file) {
        return BASELINE.matcher(name(file)).matches()
                ? "is a baseline, which Flyway runs on an empty database only"
                : "has no name of which Flyway runs files, such as V7__orders.sql or R__views.sql";
    }

    static String name(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    private static String version(String file) {
        Matcher matcher = VERSIONED.matcher(name(file));
        return matcher.matches() ? matcher.group("version") : "";
    }

    private static int compareVersions(String left, String right) {
        String[] a = left.split("[._]", -1);
        String[] b = right.split("[._]", -1);
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            int order = VersionOrder.compareDigits(i < a.length ? a[i] : "0", i < b.length ? b[i] : "0");
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    static List<Section> sections(String text) {
        String readable = Placeholders.masked(text);
        ScriptReader reader = new ScriptReader(readable);
        boolean any = false;
        boolean all = true;
        for (ScriptPart part = reader.next(); part != null && all; part = reader.next()) {
            if (part instanceof Statement statement) {
                any = true;
                all = refusesTransaction(readable, statement);
            }
        }
        return Layout.whole(text, any && all ? Wrapping.NONE : Wrapping.TRANSACTION);
    }

    private static boolean refusesTransaction(String text, Statement statement) {
        Lexer lexer = new Lexer(text, statement.start(), statement.end(), ParameterStyle.SERVER);
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 4 && lexer.next() == TokenKind.WORD; i++) {
            words.append(i == 0 ? "" : " ").append(lexer.token().toLowerCase(Locale.ROOT));

            if (ALONE.contains(words.toString())) {
                return true;
            }
        }
        return false;
    }
}
