package dev.sluice.sql.classify;

import dev.sluice.sql.lexer.NameTable;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words that tell what a parenthesis is, or that a query is more than a query. */
enum Word {
    AS,
    BY,
    CUBE,
    DELETE,
    DISTINCT,
    EXCEPT,
    FETCH,
    FILTER,
    FIRST,
    FOR,
    FROM,
    GROUP,
    GROUPING,
    HAVING,
    INSERT,
    INTERSECT,
    INTO,
    JOIN,
    KEY,
    LATERAL,
    LIMIT,
    MATERIALIZED,
    MERGE,
    NEXT,
    NO,
    NOT,
    OFFSET,
    ON,
    OPERATOR,
    ORDER,
    OVER,
    RECURSIVE,
    ROLLUP,
    SELECT,
    SETS,
    SHARE,
    TABLE,
    TABLESAMPLE,
    TIME,
    UNION,
    UPDATE,
    USING,
    VALUES,
    WHERE,
    WINDOW,
    WITH,
    WITHIN,
    ZONE;

    static final NameTable<Word> WORDS = new NameTable<>(Stream.of(values())
            .collect(Collectors.toMap(word -> word.name().toLowerCase(Locale.ROOT), word -> word)));

    /** Whether a parenthesis that begins with it holds a query; VALUES may be the name of a column too. */
    boolean beginsQuery() {
        return this == SELECT || this == TABLE || this == WITH;
    }
}
