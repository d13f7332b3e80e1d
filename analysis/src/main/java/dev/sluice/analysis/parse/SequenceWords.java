package dev.sluice.analysis.parse;

import dev.sluice.sql.lexer.TokenKind;

/**
 * Tells whether {@code CREATE SEQUENCE} and {@code ALTER SEQUENCE} are made of options that PostgreSQL has: the grammar knows
 * fewer names of types.
 */
final class SequenceWords {

    private final Tokens tokens;

    SequenceWords(Tokens tokens) {
        this.tokens = tokens;
    }

    boolean areWhole() {
        tokens.moveTo(0);
        if (!head() || tokens.name() == null || !tokens.isComplete()) {
            return false;
        }
        while (!tokens.atEnd()) {
            if (!option()) {
                return false;
            }
        }
        return true;
    }

    private boolean head() {
        if (tokens.accept("alter", "sequence")) {
            tokens.accept("if", "exists");
            return true;
        }
        if (!tokens.accept("create")) {
            return false;
        }
        if (!tokens.accept("unlogged") && !tokens.accept("temporary")) {
            tokens.accept("temp");
        }
        boolean sequence = tokens.accept("sequence");
        tokens.accept("if", "not", "exists");
        return sequence;
    }

    private boolean option() {
        if (tokens.accept("no")) {
            return tokens.accept("minvalue") || tokens.accept("maxvalue") || tokens.accept("cycle");
        }
        if (tokens.accept("as") || tokens.accept("owned", "by")) {
            return tokens.name() != null;
        }
        if (tokens.accept("restart")) {
            boolean with = tokens.accept("with");
            return number() || !with;
        }
        if (tokens.accept("increment")) {
            tokens.accept("by");
            return number();
        }
        if (tokens.accept("start")) {
            tokens.accept("with");
            return number();
        }
        if (tokens.accept("minvalue") || tokens.accept("maxvalue") || tokens.accept("cache")) {
            return number();
        }
        return tokens.accept("cycle");
    }

    private boolean number() {
        int sign = tokens.text(tokens.position()).matches("[+-]") ? 1 : 0;
        TokenKind kind = tokens.kind(tokens.position() + sign);
        if (kind != TokenKind.INTEGER && !kind.isParameter()) {
            return false;
        }
        tokens.moveTo(tokens.position() + sign + 1);
        return true;
    }
}
