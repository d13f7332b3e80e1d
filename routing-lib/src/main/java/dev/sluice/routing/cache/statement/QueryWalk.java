package dev.sluice.routing.cache.statement;

import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import dev.sluice.sql.lexer.TokenValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the tokens of one query and finds each table that it names, which is what an entry is bound to. A table can
 * only stand behind {@code FROM}, a comma in its list, {@code JOIN} and {@code TABLE}; so each of these words is taken for
 * the begin of a table unless the grammar allows no other meaning, and what is not understood refuses the query. Names
 * that {@code WITH} gives are found as well: who looks them up in the catalog finds a table of that name, or none.
 *
 * <p>It expects a text that {@link dev.sluice.sql.classify.Classifier} has found to be one query that only reads.
 */
final class QueryWalk {

    /** Calls in which FROM stands between arguments; the grammar keeps their names for them. */
    private static final Set<String> WITH_FROM_INSIDE = Set.of("extract", "overlay", "substring", "trim");

    private static final Set<String> ENDS_FROM =
            Set.of("where", "group", "having", "order", "limit", "offset", "fetch", "window", "for");

    private static final Set<String> SYSTEM_COLUMNS = Set.of("cmax", "cmin", "ctid", "tableoid", "xmax", "xmin");

    private final Lexer lexer;
    private final Deque<QueryLevel> levels = new ArrayDeque<>();
    private final Set<TableName> tables = new LinkedHashSet<>();
    private final Set<String> queries = new LinkedHashSet<>();
    private final Set<String> called = new LinkedHashSet<>();
    private final Set<String> types = new LinkedHashSet<>();
    private TokenKind kind;
    private TokenKind before = TokenKind.END;
    // The words before this token, of which none is only a name; empty for other tokens.
    private String last = "";
    private String lastButOne = "";
    private String lastButTwo = "";
    private int parameters;
    private @Nullable NotCached refusal;

    QueryWalk(String sql, ParameterStyle style) {
        lexer = new Lexer(sql, style);
        levels.push(new QueryLevel(false));
        kind = lexer.next();
        while (kind != TokenKind.END && refusal == null) {
            step();
        }
        if (refusal == null && levels.element().expectsItem) {
            refusal = NotCached.FORM;
        }
    }

    /** What speaks against caching it; null when nothing does. */
    @Nullable
    NotCached refusal() {
        return refusal;
    }

    /** The tables, and names of WITH that are used like tables. */
    Set<TableName> tables() {
        return tables;
    }

    /** Names that WITH gives, and perhaps more. */
    Set<String> queries() {
        return queries;
    }

    /** The functions that are called, and perhaps more names; without schema. */
    Set<String> called() {
        return called;
    }

    /** The types that values are cast to, and perhaps more names; without schema. */
    Set<String> types() {
        return types;
    }

    /** How many parameters there are. */
    int parameters() {
        return parameters;
    }

    private void step() {
        QueryLevel level = levels.element();
        switch (kind) {
            case OPEN_PARENTHESIS -> open(level);
            case OPEN_BRACKET -> push(new QueryLevel(false));
            case CLOSE_PARENTHESIS, CLOSE_BRACKET -> close(level);
            case WORD -> word(level);
            case QUOTED_NAME -> name(level, "");
            default -> other(level);
        }
    }

    private void other(QueryLevel level) {
        if (level.expectsItem) {
            refusal = NotCached.FORM;
        }
        level.start = false;
        level.expectsItem = level.inFrom && kind == TokenKind.COMMA;
        if (kind == TokenKind.PLACEHOLDER) {
            parameters++;
        } else if (kind.isParameter()) {
            refusal = NotCached.PARAMETER;
        } else if (kind.isText() && !Repeatable.text(value())) {
            refusal = NotCached.TIME_OR_SESSION;
        }
        next("");
    }

    private void open(QueryLevel level) {
        boolean group = level.expectsItem;
        level.expectsItem = false;
        push(new QueryLevel(false));
        if (group && !beginsQuery()) {
            // A join in parentheses, or a query that begins with one of its own.
            levels.element().inFrom = true;
            levels.element().expectsItem = true;
        }
    }

    private void push(QueryLevel inner) {
        levels.element().start = false;
        levels.push(inner);
        next("");
    }

    private void close(QueryLevel level) {
        if (level.expectsItem || levels.size() == 1) {
            refusal = NotCached.FORM;
            return;
        }
        levels.pop();
        next("");
    }

    private boolean beginsQuery() {
        return kind == TokenKind.WORD
                && Set.of("select", "values", "with", "table").contains(word());
    }

    private void word(QueryLevel level) {
        String word = word();
        if (before == TokenKind.DOT || last.equals("as")) {
            // A label or a part of a name may be any word.
            name(level, "");
            return;
        }
        if (!Repeatable.word(word)) {
            refusal = NotCached.TIME_OR_SESSION;
            return;
        }
        if (level.expectsItem) {
            item(level, word);
            return;
        }
        boolean start = level.start;
        level.start = start && (word.equals("all") || word.equals("distinct"));
        switch (word) {
            case "select", "values" -> {
                level.query |= start || word.equals("select");
                next(word);
            }
            case "with" -> with(level, start);
            case "table" -> table(level, start);
            case "from" -> from(level);
            case "join" -> {
                level.expectsItem = level.inFrom;
                next(word);
            }
            case "union", "intersect", "except" -> {
                level.query = true;
                level.inFrom = false;
                level.start = true;
                next(word);
            }
            case "tablesample", "uescape" -> refusal = NotCached.FORM;
            default -> {
                level.inFrom &= !ENDS_FROM.contains(word);
                name(level, word);
            }
        }
    }

    private void with(QueryLevel level, boolean start) {
        level.query |= start;
        next("with");
        if (start && word().equals("recursive")) {
            next("with");
        }
    }

    private void table(QueryLevel level, boolean start) {
        if (!start) {
            refusal = NotCached.FORM;
            return;
        }
        level.query = true;
        level.inFrom = true;
        level.expectsItem = true;
        next("table");
    }

    private void from(QueryLevel level) {
        boolean comparison = last.equals("distinct")
                && (lastButOne.equals("is") || (lastButOne.equals("not") && lastButTwo.equals("is")));
        if (!comparison && !level.fromInside) {
            if (!level.query) {
                refusal = NotCached.FORM;
                return;
            }
            level.inFrom = true;
            level.expectsItem = true;
        }
        next("from");
    }

    private void item(QueryLevel level, String word) {
        switch (word) {
            case "only", "lateral" -> next(word);
            case "select", "values", "with", "table", "from" -> refusal = NotCached.FORM;
            default -> name(level, word);
        }
    }

    /** A name of one or more parts, or another word; {@code word} is that word, empty for what is only a name. */
    private void name(QueryLevel level, String word) {
        boolean item = level.expectsItem;
        boolean behindCast = before == TokenKind.TYPECAST || last.equals("as");
        boolean mayBeOfWith = last.equals("with") || before == TokenKind.COMMA;
        level.expectsItem = false;
        level.start = false;
        List<String> parts = new ArrayList<>();
        parts.add(value());
        next(word);
        while (kind == TokenKind.DOT) {
            next("");
            // "t.*" ends with no name.
            if (kind.isName()) {
                parts.add(value());
                next("");
            }
        }
        String name = parts.get(parts.size() - 1);
        if (mayBeOfWith && parts.size() == 1 && (kind == TokenKind.OPEN_PARENTHESIS || word().equals("as"))) {
            queries.add(name);
        }
        // Before a text stands its type.
        if (behindCast || kind.isText()) {
            types.add(name);
        }
        if (SYSTEM_COLUMNS.contains(name)) {
            refusal = NotCached.SYSTEM_COLUMN;
        } else if (kind == TokenKind.OPEN_PARENTHESIS) {
            called.add(name);
            push(new QueryLevel(parts.size() == 1 && WITH_FROM_INSIDE.contains(word)));
        } else if (item) {
            table(parts);
        }
    }

    private void table(List<String> parts) {
        if (parts.size() > 2) {
            refusal = NotCached.TABLE_UNKNOWN;
        } else {
            tables.add(new TableName(parts.size() == 2 ? parts.get(0) : null, parts.get(parts.size() - 1)));
        }
    }

    private String word() {
        return kind == TokenKind.WORD ? ServerName.lower(lexer.token()) : "";
    }

    private String value() {
        try {
            return TokenValue.of(lexer);
        } catch (IllegalArgumentException e) {
            // What the server refuses, too.
            refusal = NotCached.FORM;
            return "";
        }
    }

    private void next(String word) {
        lastButTwo = lastButOne;
        lastButOne = last;
        last = word;
        before = kind;
        kind = lexer.next();
    }
}
