package dev.sluice.sql.fingerprint;

import dev.sluice.sql.lexer.NameTable;
import java.util.Map;
import java.util.TreeMap;

/** The words that decide something in a normalised text. They are part of the rules: to change them is a new version. */
final class Keywords {

    /** What a word means for the text around it. */
    enum Role {
        /** A value, not an operator with two sides, follows. */
        VALUE_FOLLOWS,
        /** The same, and a constant such as {@code null} is a value there. */
        CONSTANT_FOLLOWS,
        /** A list follows. */
        IN,
        /** A list of rows follows. */
        VALUES,
        /** A list in brackets follows. */
        ARRAY,
        /** A query follows; in parentheses, these are no list. */
        QUERY,
        /** A parenthesis that follows is not that of a call. */
        APART,
        /** A constant, or part of a test or a definition. */
        CONSTANT
    }

    static final NameTable<Role> TABLE = new NameTable<>(roles());

    private Keywords() {}

    private static Map<String, Role> roles() {
        Map<String, Role> roles = new TreeMap<>();
        put(
                roles,
                Role.VALUE_FOLLOWS,
                "all",
                "and",
                "any",
                "as",
                "between",
                "by",
                "case",
                "distinct",
                "except",
                "from",
                "having",
                "ilike",
                "intersect",
                "is",
                "like",
                "limit",
                "not",
                "offset",
                "on",
                "or",
                "return",
                "returning",
                "set",
                "some",
                "union",
                "using",
                "when",
                "where");
        put(roles, Role.CONSTANT_FOLLOWS, "else", "then");
        put(roles, Role.IN, "in");
        put(roles, Role.VALUES, "values");
        put(roles, Role.ARRAY, "array");
        put(roles, Role.QUERY, "select", "table", "with");
        put(
                roles,
                Role.APART,
                "check",
                "exists",
                "filter",
                "group",
                "include",
                "join",
                "key",
                "lateral",
                "over",
                "primary",
                "unique",
                "within");
        put(roles, Role.CONSTANT, "false", "null", "true");
        return roles;
    }

    private static void put(Map<String, Role> roles, Role role, String... words) {
        for (String word : words) {
            roles.put(word, role);
        }
    }
}
