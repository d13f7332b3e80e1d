package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of a statement, for what can be told without a grammar. Not safe for use by several threads. */
public final class Words {

    private static final int MOST_TOKENS = 20_000;

    private final Tokens tokens;

    private Words(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Those of a statement; of a very long one only the first. */
    public static Words of(String sql) {
        return new Words(new Tokens(SourceText.of(sql), new Span(0, sql.length()), MOST_TOKENS));
    }

    /** Whether it begins with those words, which are in lower case. */
    public boolean begins(String... words) {
        return isAt(0, words);
    }

    /** Where those words stand one behind the other for the first time; null where they do not. */
    public @Nullable Span find(String... words) {
        for (int i = 0; i < tokens.count(); i++) {
            if (isAt(i, words)) {
                return tokens.span(i, i + words.length);
            }
        }
        return null;
    }

    /** Whether a name stands in it, quoted or not. */
    public boolean hasName(String name) {
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i).isName() && tokens.identifier(i).equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The values of its string constants. */
    public List<String> strings() {
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < tokens.count(); i++) {
            if (tokens.kind(i).isText()) {
                tokens.moveTo(i);
                strings.add(tokens.string());
            }
        }
        return strings;
    }

    private boolean isAt(int index, String... words) {
        for (int i = 0; i < words.length; i++) {
            boolean sign = !Character.isLetter(words[i].charAt(0));
            if (sign ? !tokens.text(index + i).equals(words[i]) : !tokens.isWord(index + i, words[i])) {
                return false;
            }
        }
        return true;
    }
}
