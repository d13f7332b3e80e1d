package dev.sluice.sql.source;

/**
 * The placeholders that migration tools replace before PostgreSQL sees a text, such as Flyway's {@code ${schema}}. As
 * they stand they are no SQL, and what they stand for is not known here; but where one stands for a name or a part of
 * one, the text can be read with any name in its place.
 */
public final class Placeholders {

    private static final int LONGEST = 200;

    private Placeholders() {}

    /**
     * The text with each {@code ${name}} made a word of the same length, so that every offset keeps its meaning; the same
     * object when there is none. A name is letters, digits, {@code _ - . :}, from one up to 200 of them. As for
     * the tools, it makes no difference whether one stands in quotes or in a comment.
     */
    public static String masked(String text) {
        StringBuilder masked = null;
        int at = text.indexOf("${");
        while (at >= 0) {
            int end = end(text, at + 2);
            if (end > 0) {
                masked = fill(masked == null ? new StringBuilder(text) : masked, at, end);
            }
            at = text.indexOf("${", at + 2);
        }
        return masked == null ? text : masked.toString();
    }

    private static StringBuilder fill(StringBuilder masked, int from, int to) {
        for (int at = from; at < to; at++) {
            char c = masked.charAt(at);
            boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            masked.setCharAt(at, word ? c : '_');
        }
        return masked;
    }

    private static int end(String text, int from) {
        int at = from;
        while (at < text.length() && at - from < LONGEST && isPart(text.charAt(at))) {
            at++;
        }
        boolean closed = at > from && at < text.length() && text.charAt(at) == '}';
        return closed ? at + 1 : -1;
    }

    private static boolean isPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_-.:".indexOf(c) >= 0;
    }
}
