package dev.sluice.analysis.migration.files;

import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.source.Placeholders;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Finds the end of statements that a Liquibase changeset names: words or signs, or an expression. A word, and a slash, stand
 * alone on their line. In strings, quoted names and comments there is none.
 */
final class EndDelimiter {

    private static final int LONGEST = 100;
    private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.MULTILINE;

    private final Pattern pattern;

    EndDelimiter(String text) {
        boolean alone = text.equals("/") || text.chars().allMatch(Character::isLetter);
        this.pattern =
                alone ? Pattern.compile("^[ \\t]*" + Pattern.quote(text) + "[ \\t]*$", ANY_CASE) : expression(text);
    }

    private static Pattern expression(String text) {
        // One sign is that sign, as Liquibase has it, whatever it means in an expression.
        if (text.length() == 1) {
            return Pattern.compile(Pattern.quote(text));
        }
        try {
            return Pattern.compile(Pattern.quote(text) + "|(?:" + text + ")", ANY_CASE);
        } catch (PatternSyntaxException e) {
            return Pattern.compile(Pattern.quote(text), ANY_CASE);
        }
    }

    /**
     * Whether it is one that can be found: not nothing, what begins a quote or a comment, and no expression of which the time to match
     * it is not bounded.
     */
    static boolean isFollowed(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && !text.contains("--")
                && text.chars().noneMatch(c -> "'\"$(){}*+?".indexOf(c) >= 0);
    }

    List<Span> in(String text, Span part) {
        String code = code(Placeholders.masked(text), part);
        List<Span> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(code);
        while (matcher.find()) {
            if (matcher.end() > matcher.start()) {
                found.add(new Span(part.from() + matcher.start(), part.from() + matcher.end()));
            }
        }
        return found;
    }

    /** The part with something else in the place of what is quoted or a comment. */
    private static String code(String readable, Span part) {
        StringBuilder code = new StringBuilder(part.in(readable));
        Lexer lexer = new Lexer(readable, part.from(), part.to(), ParameterStyle.SERVER);
        for (TokenKind kind = lexer.nextOrComment(); kind != TokenKind.END; kind = lexer.nextOrComment()) {
            if (kind.isComment() || isQuoted(readable.charAt(lexer.start()), kind)) {
                for (int at = lexer.start(); at < lexer.end(); at++) {
                    code.setCharAt(at - part.from(), '\u0000');
                }
            }
        }
        return code.toString();
    }

    private static boolean isQuoted(char first, TokenKind kind) {
        return kind == TokenKind.DOLLAR_STRING || kind == TokenKind.STRING || first == '"' || first == '\'';
    }
}
