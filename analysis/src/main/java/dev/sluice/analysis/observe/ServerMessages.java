package dev.sluice.analysis.observe;

import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.statement.Name;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the server's account of its work, the messages of level {@code debug1}. */
final class ServerMessages {

    private static final Pattern REWRITE = Pattern.compile("rewriting table \"(?<table>.*)\"");
    private static final Pattern SCAN = Pattern.compile("verifying table \"(?<table>.*)\"");
    private static final Pattern BUILD = Pattern.compile("building index \".*\" on table \"(?<table>.*)\".*");
    private static final Pattern KEYS = Pattern.compile("validating foreign key constraint \"(?<key>.*)\"");

    private final Map<String, Work> works = new HashMap<>();

    /**
     * Reads the messages of the statement that was run last.
     *
     * @param keys the table of each foreign key
     */
    static ServerMessages of(Statement statement, Map<String, String> keys) throws SQLException {
        ServerMessages messages = new ServerMessages();
        for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            String text = warning.getMessage();
            messages.read(text == null ? "" : text, keys);
        }
        return messages;
    }

    private void read(String message, Map<String, String> keys) {
        add(REWRITE.matcher(message), Work.REWRITE);
        add(SCAN.matcher(message), Work.SCAN);
        add(BUILD.matcher(message), Work.INDEX_BUILD);
        Matcher key = KEYS.matcher(message);
        String table = key.matches() ? keys.get(key.group("key")) : null;
        if (table != null) {
            add(table, Work.SCAN);
        }
    }

    private void add(Matcher matcher, Work work) {
        if (matcher.matches()) {
            add(matcher.group("table"), work);
        }
    }

    private void add(String table, Work work) {
        works.merge(table, work, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    /** The work on a table, which the server names without its schema. */
    Work on(Name table) {
        return works.getOrDefault(table.name(), Work.NONE);
    }
}
