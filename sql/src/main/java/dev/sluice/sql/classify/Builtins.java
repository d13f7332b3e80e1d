package dev.sluice.sql.classify;

import dev.sluice.sql.lexer.NameTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL brings: read from {@code builtins.txt}, which a test makes from a server and compares with it. */
final class Builtins {

    /** What is known of a name. */
    enum Entry {
        IMMUTABLE,
        STABLE,
        VOLATILE,
        OPERATOR,
        /** A word of the grammar that is neither a name nor a function. */
        RESERVED,
        /** A word of the grammar with which it writes types and functions; no other function can have that name. */
        SPECIAL
    }

    static final String RESOURCE = "builtins.txt";

    static final Builtins INSTANCE = read();

    private final NameTable<Entry> functions;
    private final NameTable<Entry> operators;
    private final NameTable<Entry> keywords;

    private Builtins(Map<Entry, Map<String, Entry>> sections) {
        Map<String, Entry> all = new HashMap<>(section(sections, Entry.IMMUTABLE));
        all.putAll(section(sections, Entry.STABLE));
        all.putAll(section(sections, Entry.VOLATILE));
        functions = new NameTable<>(all);
        operators = new NameTable<>(section(sections, Entry.OPERATOR));
        Map<String, Entry> words = new HashMap<>(section(sections, Entry.RESERVED));
        words.putAll(section(sections, Entry.SPECIAL));
        keywords = new NameTable<>(words);
    }

    /** The worst volatility that a built-in function of that name has; null when there is none. */
    @Nullable
    Entry function(String text, int start, int end) {
        return functions.find(text, start, end);
    }

    boolean isOperator(String text, int start, int end) {
        return operators.find(text, start, end) != null;
    }

    /** What the grammar makes of a word; null when it may be the name of a function. */
    @Nullable
    Entry keyword(String text, int start, int end) {
        return keywords.find(text, start, end);
    }

    private static Map<String, Entry> section(Map<Entry, Map<String, Entry>> sections, Entry entry) {
        Map<String, Entry> section = sections.get(entry);
        if (section == null || section.isEmpty()) {
            throw new IllegalStateException(RESOURCE + " has no section [" + entry + "]");
        }
        return section;
    }

    private static Builtins read() {
        try (InputStream stream = Builtins.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing beside " + Builtins.class.getName());
            }
            return parse(new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    private static Builtins parse(BufferedReader reader) throws IOException {
        Map<Entry, Map<String, Entry>> sections = new HashMap<>();
        Entry entry = null;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("[")) {
                entry = Entry.valueOf(line.substring(1, line.length() - 1));
                sections.put(entry, new HashMap<>());
            } else if (entry != null) {
                Map<String, Entry> section = sections.get(entry);
                StringTokenizer words = new StringTokenizer(line);
                while (section != null && words.hasMoreTokens()) {
                    section.put(words.nextToken(), entry);
                }
            }
        }
        return new Builtins(sections);
    }
}
