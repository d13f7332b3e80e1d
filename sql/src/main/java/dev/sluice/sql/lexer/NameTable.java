package dev.sluice.sql.lexer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values by names of ASCII characters, found without an allocation in any case that a text writes the name in; as
 * PostgreSQL folds names, only the letters A to Z have another case. Immutable.
 *
 * @param <V> the type of the values
 */
public final class NameTable<V> {

    private final @Nullable String[] names;
    private final @Nullable Object[] values;
    private final int mask;

    /** A table of names in lower case. */
    public NameTable(Map<String, ? extends V> entries) {
        int size = Integer.highestOneBit(Math.max(4, entries.size())) * 4;
        names = new String[size];
        values = new Object[size];
        mask = size - 1;
        entries.forEach(this::put);
    }

    private void put(String name, V value) {
        int slot = slot(name, 0, name.length());
        while (names[slot] != null) {
            slot = (slot + 1) & mask;
        }
        names[slot] = name;
        values[slot] = value;
    }

    /** The value of the name that stands from {@code start} to {@code end}; null when the table does not have it. */
    public @Nullable V find(String text, int start, int end) {
        int slot = slot(text, start, end);
        for (String name = names[slot]; name != null; name = names[slot]) {
            if (isNamed(name, text, start, end)) {
                @SuppressWarnings("unchecked")
                V value = (V) values[slot];
                return value;
            }
            slot = (slot + 1) & mask;
        }
        return null;
    }

    private int slot(String text, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + lower(text.charAt(i));
        }
        return (hash ^ (hash >>> 15)) & mask;
    }

    /** Whether that name, given in lower case, stands from {@code start} to {@code end} in any case. */
    public static boolean isNamed(String name, String text, int start, int end) {
        if (name.length() != end - start) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) != lower(text.charAt(start + i))) {
                return false;
            }
        }
        return true;
    }

    /** The character as PostgreSQL folds it in a name without quotes. */
    public static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
}
