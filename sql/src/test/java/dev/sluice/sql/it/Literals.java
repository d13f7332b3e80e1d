package dev.sluice.sql.it;

import java.util.List;
import java.util.Random;

/** Random constants of type text, most of which a server takes. */
final class Literals {

    private static final List<String> PLAIN =
            List.of("a", "Z", " ", "é", "日", "😀", "--", "/*", "$", "\t", "\n", "\r", "\"", "?", ":a", "\u00a0", "\\");
    private static final List<String> ESCAPES = List.of(
            "\\\\",
            "\\'",
            "\\n",
            "\\t",
            "\\b",
            "\\f",
            "\\r",
            "\\v",
            "\\x41",
            "\\x4",
            "\\x",
            "\\xg",
            "\\101",
            "\\1",
            "\\377",
            "\\u00e9",
            "\\U0001F600",
            "\\uD83D\\uDE00",
            "\\uD83D",
            "\\uDE00",
            "\\xC3\\xA9",
            "\\xC3",
            "\\0",
            "\\u12",
            "\\z",
            "\\é",
            "\\\n",
            "\\8",
            "\\400",
            "\\U00110000",
            "\\u0000",
            "\\uD83D\\U0000DE00");
    private static final List<String> UNICODE = List.of(
            "\\00e9",
            "\\+01F600",
            "\\\\",
            "\\D83D\\DE00",
            "\\D83D",
            "\\12",
            "\\+110000",
            "\\zzzz",
            "\\0000",
            "\\DE00",
            "\\d83d\\+00de00");
    private static final List<String> GAPS = List.of("\n", " \n ", "\r\n", " -- c\n", "\n-- c\n--'\n\t", "\f\n\u000b");
    private static final List<String> TAGS = List.of("$$", "$a$", "$é_1$");

    private Literals() {}

    static String random(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> quoted(random, "'", PLAIN, PLAIN);
            case 1 -> quoted(random, random.nextBoolean() ? "E'" : "e'", PLAIN.subList(0, PLAIN.size() - 1), ESCAPES);
            case 2 -> quoted(random, random.nextBoolean() ? "U&'" : "u&'", PLAIN.subList(0, PLAIN.size() - 1), UNICODE);
            case 3 -> quoted(random, "E'", PLAIN.subList(0, 6), ESCAPES.subList(0, 16));
            case 4 -> quoted(random, "U&'", PLAIN.subList(0, 6), UNICODE.subList(0, 4));
            default -> dollar(random);
        };
    }

    private static String quoted(Random random, String open, List<String> plain, List<String> special) {
        StringBuilder literal = new StringBuilder(open);
        for (int piece = random.nextInt(7); piece > 0; piece--) {
            switch (random.nextInt(8)) {
                case 0 -> literal.append("''");
                case 1 -> literal.append('\'').append(pick(random, GAPS)).append('\'');
                case 2, 3, 4 -> literal.append(pick(random, special));
                default -> literal.append(pick(random, plain));
            }
        }
        return literal.append('\'').toString();
    }

    private static String dollar(Random random) {
        String tag = pick(random, TAGS);
        StringBuilder literal = new StringBuilder(tag);
        for (int piece = random.nextInt(7); piece > 0; piece--) {
            literal.append(random.nextInt(4) == 0 ? pick(random, TAGS).substring(1) : pick(random, PLAIN));
        }
        return literal.append(tag).toString();
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
