package dev.sluice.sql.lexer;

/** How a text writes the values that it gets from outside; {@code $1} is understood in each style. */
public enum ParameterStyle {
    /** As the server reads it: {@code ?} is a character of operators, {@code :} is only itself. */
    SERVER,
    /** As pgjdbc reads it: {@code ?} is a placeholder, {@code ??} stands for the character in operators. */
    JDBC,
    /** As frameworks above JDBC do: {@link #JDBC}, and {@code :name}. */
    NAMED,
    /** As psql does: {@code :name}, {@code :'name'}, {@code :"name"} and {@code :{?name}}. */
    PSQL;

    boolean hasPlaceholders() {
        return this == JDBC || this == NAMED;
    }

    boolean hasNames() {
        return this == NAMED || this == PSQL;
    }
}
