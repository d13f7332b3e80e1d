package dev.sluice.sql.lexer;

/** How a text writes the values that it gets from outside, and strings; {@code $1} is understood in each style. */
public enum ParameterStyle {
    /** As the server reads it: {@code ?} is a character of operators, {@code :} is only itself. */
    SERVER,
    /** As pgjdbc reads it: {@code ?} is a placeholder, {@code ??} stands for the character in operators. */
    JDBC,
    /** As frameworks above JDBC do: {@link #JDBC}, and {@code :name}. */
    NAMED,
    /** As psql does: {@code :name}, {@code :'name'}, {@code :"name"} and {@code :{?name}}. */
    PSQL,
    /** {@link #PSQL} in a session with {@code standard_conforming_strings} off: a backslash escapes in {@code 'text'} too. */
    PSQL_BACKSLASHES;

    boolean hasPlaceholders() {
        return this == JDBC || this == NAMED;
    }

    boolean hasNames() {
        return this == NAMED || hasVariables();
    }

    boolean hasVariables() {
        return this == PSQL || this == PSQL_BACKSLASHES;
    }

    boolean escapesInStrings() {
        return this == PSQL_BACKSLASHES;
    }
}
