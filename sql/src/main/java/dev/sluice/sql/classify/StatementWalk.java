package dev.sluice.sql.classify;

import dev.sluice.sql.classify.Levels.Clause;
import dev.sluice.sql.classify.Levels.Opener;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the tokens of one query until one speaks against a replica. What a token means depends on the ones before
 * it and on the parentheses around it; where that does not tell for certain, it is taken for the worse.
 */
final class StatementWalk {

    private final String sql;
    private final SafeNames names;
    private final Lexer lexer;
    private final boolean doubledQuestionMarks;
    private final Levels levels = new Levels();
    private final QualifiedName name;

    private TokenKind before = TokenKind.END;
    private @Nullable Word wordBefore;
    private Opener closedBefore = Opener.OTHER;
    private boolean behindSemicolon;
    private @Nullable Verdict suspicion;
    private @Nullable Verdict found;

    StatementWalk(String sql, int from, SafeNames names, ParameterStyle style) {
        this.sql = sql;
        this.names = names;
        lexer = new Lexer(sql, from, sql.length(), style);
        doubledQuestionMarks = style != ParameterStyle.SERVER;
        name = new QualifiedName(sql);
    }

    Verdict verdict() {
        while (found == null && lexer.next() != TokenKind.END) {
            token(lexer.kind());
        }
        if (found == null) {
            endName();
        }
        if (found == null && suspicion != null) {
            found = suspicion;
        }
        if (found == null && levels.depth() > 0) {
            against(Reason.UNREADABLE);
        }
        return found == null ? new Verdict(Reason.READ_ONLY, 0, 0) : found;
    }

    private void against(Reason reason) {
        found = Verdict.at(lexer, reason);
    }

    private void token(TokenKind kind) {
        if (behindSemicolon && kind != TokenKind.SEMICOLON) {
            against(Reason.SEVERAL_STATEMENTS);
            return;
        }
        Word word = word(kind);
        if (suspicion != null) {
            found = word != null && word.beginsQuery() ? null : suspicion;
            suspicion = null;
        }
        boolean continuesName = kind == TokenKind.DOT || before == TokenKind.DOT;
        if (kind != TokenKind.OPEN_PARENTHESIS && !continuesName) {
            endName();
        }
        if (found == null) {
            read(kind, word);
        }
        if (kind == TokenKind.OPEN_PARENTHESIS) {
            name.forget();
        }
        // Only an operator with its schema moves the lexer on, and leaves it behind an operator.
        before = lexer.kind() == kind ? kind : TokenKind.OPERATOR;
        wordBefore = word;
    }

    private void read(TokenKind kind, @Nullable Word word) {
        switch (kind) {
            case WORD -> word(word);
            case QUOTED_NAME -> name(null);
            case OPERATOR -> operator(true);
            case OPEN_PARENTHESIS -> open();
            case CLOSE_PARENTHESIS -> close();
            case SEMICOLON -> behindSemicolon = true;
            case UNICODE_NAME, INVALID, BACKSLASH -> against(Reason.UNREADABLE);
            default -> {}
        }
    }

    /** The word that a token is; null for one that is only a name there, behind a dot or as the label that AS gives. */
    private @Nullable Word word(TokenKind kind) {
        if (kind != TokenKind.WORD || before == TokenKind.DOT) {
            return null;
        }
        Word word = Word.WORDS.find(sql, lexer.start(), lexer.end());
        boolean label = wordBefore == Word.AS && word != Word.MATERIALIZED && word != Word.NOT;
        return label ? null : word;
    }

    private void word(@Nullable Word word) {
        if (word != null) {
            keyword(word);
        }
        name(word);
    }

    private void keyword(Word word) {
        switch (word) {
            case INTO -> against(Reason.SELECT_INTO);
            case INSERT, DELETE, MERGE -> against(Reason.DATA_CHANGE_INSIDE);
            case UPDATE -> against(wordBefore == Word.FOR ? Reason.ROW_LOCK : Reason.DATA_CHANGE_INSIDE);
            case SHARE, NO, KEY -> {
                if (wordBefore == Word.FOR) {
                    against(Reason.ROW_LOCK);
                }
            }
            case WITH -> {
                if (before == TokenKind.END || before == TokenKind.OPEN_PARENTHESIS) {
                    levels.inWith(true);
                }
            }
            case SELECT, VALUES, TABLE -> {
                levels.inWith(false);
                levels.clause(Clause.OTHER);
            }
            case FROM -> levels.clause(wordBefore == Word.DISTINCT ? levels.clause() : Clause.FROM);
            case JOIN -> levels.clause(Clause.FROM);
            case BY -> levels.clause(wordBefore == Word.GROUP ? Clause.GROUP_BY : Clause.OTHER);
            case WHERE, ON, USING, HAVING, LIMIT, OFFSET, FETCH, WINDOW, UNION, INTERSECT, EXCEPT ->
                levels.clause(Clause.OTHER);
            default -> {}
        }
    }

    private void name(@Nullable Word word) {
        if (before == TokenKind.DOT && name.isThere()) {
            name.add(lexer);
        } else {
            name.begin(lexer, word, before, wordBefore);
        }
        String last = name.mayBeCatalog() ? name.last() : null;
        if (last != null && last.startsWith("pg_temp")) {
            against(Reason.SESSION);
        }
    }

    /** What was read as a name is not called, so it may be that of a view. */
    private void endName() {
        String last = name.isThere() && name.mayBeCatalog() ? name.last() : null;
        if (last != null && found == null && ServerViews.has(last)) {
            found = new Verdict(Reason.SERVER_VIEW, name.start(), name.end());
        }
        name.forget();
    }

    private void open() {
        if (name.isThere() && name.word() == Word.OPERATOR && name.wordBefore() != Word.AS) {
            qualifiedOperator();
            return;
        }
        Parenthesis parenthesis;
        if (name.isThere()) {
            parenthesis = Parenthesis.behind(name, levels, closedBefore, names, sql);
        } else {
            levels.inWith(false);
            parenthesis = Parenthesis.behind(before, levels);
        }
        if (parenthesis.suspicion() != null) {
            suspicion = new Verdict(parenthesis.suspicion(), name.start(), name.end());
        }
        levels.open(parenthesis.opener());
    }

    private void close() {
        if (levels.depth() == 0) {
            against(Reason.UNREADABLE);
        } else {
            closedBefore = levels.close();
        }
    }

    /** {@code OPERATOR(schema.symbol)}; leaves the walk at the closing parenthesis, where a value follows. */
    private void qualifiedOperator() {
        name.forget();
        boolean builtIn = true;
        TokenKind kind = lexer.next();
        while (kind.isName()) {
            name(null);
            lexer.next();
            before = lexer.kind();
            kind = lexer.next();
        }
        if (name.isThere()) {
            builtIn = name.isPlainWord() && "pg_catalog".equals(name.last());
            name.forget();
        }
        if (kind == TokenKind.OPERATOR) {
            operator(builtIn);
        } else {
            against(Reason.UNKNOWN_OPERATOR);
        }
        if (found == null && lexer.next() != TokenKind.CLOSE_PARENTHESIS) {
            against(Reason.UNKNOWN_OPERATOR);
        }
    }

    /** An operator; {@code builtIn} when no other schema than PostgreSQL's own is named. */
    private void operator(boolean builtIn) {
        String symbol = lexer.token();
        if (doubledQuestionMarks) {
            symbol = symbol.replace("??", "?");
        }
        if (!names.isOperator(symbol, builtIn)) {
            against(Reason.UNKNOWN_OPERATOR);
        }
    }
}
