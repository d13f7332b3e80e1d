package dev.sluice.routing.cache.statement;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.NameTable;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.lexer.TokenValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * How a server may keep a name that a text gives. It cuts a name behind 63 bytes, at a whole character, and folds the letters
 * of ASCII; with an encoding of one byte for a character it may fold others, too, and a character takes less room
 * ("Identifiers and Key Words" in its manual, and {@code downcase_identifier} in scansup.c of its sources).
 */
final class ServerName {

    private static final int MOST_BYTES = 63;

    private ServerName() {}

    /**
     * The forms of the name that is the lexer's token, the one of a server with UTF-8 first.
     *
     * @throws IllegalArgumentException if the server takes no such name
     */
    static Set<String> forms(Lexer lexer) {
        String name = TokenValue.of(lexer);
        if (isShort(name) && isAscii(name)) {
            return Set.of(name);
        }
        Set<String> forms = new LinkedHashSet<>();
        add(forms, name);
        if (lexer.kind() == TokenKind.WORD) {
            add(forms, name.toLowerCase(Locale.ROOT));
        }
        return forms;
    }

    /** A word in lower case, as the server compares it with its keywords. */
    static String lower(String word) {
        StringBuilder lower = new StringBuilder(word.length());
        word.chars().forEach(c -> lower.append(NameTable.lower((char) c)));
        return lower.toString();
    }

    private static void add(Set<String> forms, String name) {
        forms.add(cut(name));
        forms.add(name.substring(0, Math.min(name.length(), MOST_BYTES)));
    }

    private static String cut(String name) {
        int bytes = 0;
        int at = 0;
        while (at < name.length()) {
            int point = name.codePointAt(at);
            bytes += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_BYTES) {
                return name.substring(0, at);
            }
            at += Character.charCount(point);
        }
        return name;
    }

    private static boolean isShort(String name) {
        return name.length() <= MOST_BYTES;
    }

    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 0x80);
    }
}
