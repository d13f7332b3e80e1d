package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the quotes of a string constant that is code, read where it stands.
 *
 * @param doubled whether it has quotes, each of which is written twice
 * @param blanks what in it is to be read as white space: escapes that stand for it, and what joins two constants
 * @param fillings what of it {@code format} fills
 */
record Constant(Span text, boolean doubled, List<Span> blanks, List<Filling> fillings) {

    /** One of which nothing is filled. */
    Constant(Span text, boolean doubled, List<Span> blanks) {
        this(text, doubled, blanks, List.of());
    }

    /** One that stands there as it is read, but for doubled quotes. */
    Constant(Span text, boolean doubled) {
        this(text, doubled, List.of());
    }

    /** In larger files, code with doubled quotes is not read: each block with such code costs a copy of the file. */
    private static final int LARGEST_FILE = 256 * 1024;

    /** The constant at that token; null when it is none, or its escapes shift what is in it. */
    static @Nullable Constant at(SourceText source, Tokens tokens, int at) {
        String token = tokens.text(at);
        int from = tokens.start(at);
        if (tokens.kind(at) == TokenKind.DOLLAR_STRING) {
            int tag = token.indexOf('$', 1) + 1;
            return new Constant(new Span(from + tag, from + token.length() - tag), false);
        }
        boolean escapes = tokens.kind(at) == TokenKind.ESCAPE_STRING;
        if (!escapes && tokens.kind(at) != TokenKind.STRING) {
            return null;
        }
        int open = escapes ? 2 : 1;
        List<Span> joints = joints(token, open, from);
        if (joints == null || (escapes && !joints.isEmpty())) {
            return null;
        }
        Span inside = new Span(from + open, from + token.length() - 1);
        List<Span> blanks = escapes ? blanks(inside, token.substring(open, token.length() - 1)) : joints;
        boolean doubled = token.indexOf('\'', open) < token.length() - 1;
        boolean rewritten = doubled || (blanks != null && !blanks.isEmpty());
        return blanks == null || (rewritten && source.text().length() > LARGEST_FILE)
                ? null
                : new Constant(inside, doubled, blanks);
    }

    /** The escapes that are white space; null where there are others. */
    private static @Nullable List<Span> blanks(Span inside, String content) {
        List<Span> blanks = new ArrayList<>();
        for (int at = content.indexOf('\\'); at >= 0; at = content.indexOf('\\', at + 2)) {
            if (at + 1 == content.length() || "nrt".indexOf(content.charAt(at + 1)) < 0) {
                return null;
            }
            blanks.add(new Span(inside.from() + at, inside.from() + at + 2));
        }
        return blanks;
    }

    /**
     * The constants from one token to before another one that {@code ||} joins, as one; null where there is anything else, or where a
     * word may go on from one to the next.
     */
    static @Nullable Constant joined(SourceText source, Tokens tokens, int from, int to) {
        Constant all = at(source, tokens, from);
        for (int at = from + 1; all != null && at < to; at += 2) {
            Constant next = tokens.text(at).equals("||") && at + 1 < to ? at(source, tokens, at + 1) : null;
            all = next == null ? null : all.with(source, next);
        }
        return all;
    }

    private @Nullable Constant with(SourceText source, Constant next) {
        String readable = source.readable();
        boolean apart = text.to() > text.from()
                && next.text.to() > next.text.from()
                && (Character.isWhitespace(readable.charAt(text.to() - 1))
                        || Character.isWhitespace(readable.charAt(next.text.from())));
        if (!apart || readable.length() > LARGEST_FILE) {
            return null;
        }
        List<Span> gaps = new ArrayList<>(blanks);
        gaps.add(new Span(text.to(), next.text.from()));
        gaps.addAll(next.blanks);
        return new Constant(new Span(text.from(), next.text.to()), doubled || next.doubled, List.copyOf(gaps));
    }

    /** The same where {@code format} fills that; null where the file is too large for it. */
    @Nullable
    Constant filled(SourceText source, List<Filling> filled) {
        boolean large = !filled.isEmpty() && source.text().length() > LARGEST_FILE;
        return large ? null : new Constant(text, doubled, blanks, List.copyOf(filled));
    }

    /** Whether any SQL may stand in the place of a part of it. */
    boolean isOpen() {
        return fillings.stream().anyMatch(filling -> filling.kind() == 's');
    }

    /** Whether it can be read where it stands only when it has been written anew. */
    boolean rewritten() {
        return doubled || !blanks.isEmpty() || !fillings.isEmpty();
    }

    /** Where it goes on behind a line break; null where a word may do so too. */
    private static @Nullable List<Span> joints(String token, int open, int from) {
        List<Span> joints = new ArrayList<>();
        int at = open;
        while (at < token.length() - 1) {
            if (token.charAt(at) != '\'') {
                at++;
            } else if (token.charAt(at + 1) == '\'') {
                at += 2;
            } else {
                int next = nextPart(token, at + 1);
                boolean apart =
                        Character.isWhitespace(token.charAt(at - 1)) || Character.isWhitespace(token.charAt(next + 1));
                if (!apart) {
                    return null;
                }
                joints.add(new Span(from + at, from + next + 1));
                at = next + 1;
            }
        }
        return joints;
    }

    /** The quote that opens the next part, behind white space and comments. */
    private static int nextPart(String token, int from) {
        int at = from;
        while (token.charAt(at) != '\'') {
            at = token.startsWith("--", at) ? token.indexOf('\n', at) + 1 : at + 1;
        }
        return at;
    }

    /** Writes white space where it is to be read, and one quote in the place of two, with a space on the outer side of what it quotes. */
    void undouble(char[] readable) {
        fillings.forEach(filling -> filling.write(readable));
        blanks.forEach(blank -> Arrays.fill(readable, blank.from(), blank.to(), ' '));
        boolean inside = false;
        int at = text.from();
        while (doubled && at + 1 < text.to()) {
            if (readable[at] != '\'') {
                at++;
            } else if (inside && isPair(readable, at + 2)) {
                // A quote in the quoted: it stays double, and what follows it goes on.
                readable[at + 2] = ' ';
                readable[at + 3] = ' ';
                at += 4;
            } else {
                readable[inside ? at + 1 : at] = ' ';
                inside = !inside;
                at += 2;
            }
        }
    }

    private boolean isPair(char[] readable, int at) {
        return at + 1 < text.to() && readable[at] == '\'' && readable[at + 1] == '\'';
    }
}
