package dev.sluice.analysis.parse;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.source.Placeholders;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A file's text, and the same text in the form in which it can be read.
 *
 * @param text as it stands in the file
 * @param readable of the same length, with a name in the place of each placeholder
 * @param fillings what {@code format} fills, by where it begins
 */
public record SourceText(String text, String readable, NavigableMap<Integer, Filling> fillings) {

    /** Copies the map. */
    public SourceText {
        fillings = fillings.isEmpty()
                ? Collections.emptyNavigableMap()
                : Collections.unmodifiableNavigableMap(new TreeMap<>(fillings));
    }

    /** A text of which {@code format} fills nothing. */
    public SourceText(String text, String readable) {
        this(text, readable, Collections.emptyNavigableMap());
    }

    /** A text in which {@code ${name}} stands for what a tool puts there. */
    public static SourceText of(String text) {
        return new SourceText(text, Placeholders.masked(text));
    }

    /**
     * The same, where the strings from there on are as a session with {@code standard_conforming_strings} off reads them: letters
     * stand in the place of each backslash and what it escapes. One pass over what follows.
     */
    public SourceText withBackslashes(int from, int to) {
        char[] plain = readable.toCharArray();
        ScriptReader reader = new ScriptReader(readable, from, to, ParameterStyle.PSQL_BACKSLASHES);
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            if (part instanceof Statement) {
                maskEscapes(plain, part.start(), part.end());
            }
        }
        return new SourceText(text, new String(plain));
    }

    private void maskEscapes(char[] plain, int from, int to) {
        Lexer lexer = new Lexer(readable, from, to, ParameterStyle.PSQL_BACKSLASHES);
        for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            if (kind != TokenKind.STRING && kind != TokenKind.NATIONAL_STRING) {
                continue;
            }
            for (int at = lexer.start(); at + 1 < lexer.end(); at++) {
                if (plain[at] == '\\') {
                    plain[at] = 'x';
                    plain[at + 1] = 'x';
                }
            }
        }
    }

    /** The same, where the quotes in those constants can be read as quotes. */
    SourceText undoubled(List<Constant> constants) {
        if (constants.stream().noneMatch(Constant::rewritten)) {
            return this;
        }
        char[] single = readable.toCharArray();
        NavigableMap<Integer, Filling> all = new TreeMap<>(fillings);
        for (Constant constant : constants) {
            constant.undouble(single);
            constant.fillings().forEach(filling -> all.put(filling.span().from(), filling));
        }
        return new SourceText(text, new String(single), all);
    }

    /** A part of the text as it stands there, but for what {@code format} is known to put into it. */
    String written(int from, int to) {
        StringBuilder written = new StringBuilder();
        int behind = from;
        for (Filling filling : fillings.subMap(from, to).values()) {
            written.append(text, behind, filling.span().from()).append(filling.name());
            behind = filling.span().to();
        }
        return written.append(text, behind, to).toString();
    }

    /** Whether {@code format} fills something of that part. */
    boolean isFilled(int from, int to) {
        return !fillings.subMap(from, to).isEmpty();
    }
}
