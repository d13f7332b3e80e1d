package dev.sluice.sql.classify;

import dev.sluice.sql.classify.Builtins.Entry;
import dev.sluice.sql.lexer.NameTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions and operators that a statement may use on a replica. Immutable. */
public final class SafeNames {

    private static final SafeNames BUILT_IN = new SafeNames(Set.of(), Set.of(), Set.of());

    /** Of the functions that begin with pg_, most are about one server; these are about data or the catalog. */
    private static final Set<String> ABOUT_THE_DATABASE = Set.of(
            "pg_basetype",
            "pg_char_to_encoding",
            "pg_collation_for",
            "pg_collation_is_visible",
            "pg_column_size",
            "pg_describe_object",
            "pg_encoding_to_char",
            "pg_function_is_visible",
            "pg_get_constraintdef",
            "pg_get_expr",
            "pg_get_function_arguments",
            "pg_get_function_identity_arguments",
            "pg_get_function_result",
            "pg_get_functiondef",
            "pg_get_indexdef",
            "pg_get_keywords",
            "pg_get_partkeydef",
            "pg_get_ruledef",
            "pg_get_serial_sequence",
            "pg_get_triggerdef",
            "pg_get_userbyid",
            "pg_get_viewdef",
            "pg_has_role",
            "pg_index_column_has_property",
            "pg_input_is_valid",
            "pg_lsn",
            "pg_opclass_is_visible",
            "pg_operator_is_visible",
            "pg_partition_root",
            "pg_size_bytes",
            "pg_size_pretty",
            "pg_table_is_visible",
            "pg_ts_config_is_visible",
            "pg_type_is_visible",
            "pg_typeof",
            "pg_wal_lsn_diff");

    /** Stable functions without the prefix that are about the connection, or need a transaction that writes. */
    private static final Set<String> ABOUT_THE_CONNECTION = Set.of(
            "current_setting",
            "inet_client_addr",
            "inet_client_port",
            "inet_server_addr",
            "inet_server_port",
            "txid_current",
            "txid_current_if_assigned",
            "txid_current_snapshot");

    /** Stable in PostgreSQL 18, but volatile in 12. */
    private static final Set<String> ONCE_VOLATILE = Set.of("timezone");

    /** Not in the catalog, since the grammar turns it into {@code <>}, or names an argument with it. */
    private static final Set<String> GRAMMAR_OPERATORS = Set.of("!=", "=>");

    private static final Set<String> SEQUENCE_FUNCTIONS = Set.of("nextval", "setval", "currval", "lastval");

    private final Set<String> functions;
    private final Set<String> unsafe;
    private final Set<String> operators;

    private SafeNames(Set<String> functions, Set<String> unsafe, Set<String> operators) {
        this.functions = functions;
        this.unsafe = unsafe;
        this.operators = operators;
    }

    /** What PostgreSQL brings and never changes anything, nor tells about one server. */
    public static SafeNames builtIn() {
        return BUILT_IN;
    }

    /**
     * With more functions, each as statements call it, alone or as {@code schema.function}, in the case that the server
     * keeps it in, without quotes.
     */
    public SafeNames withFunctions(String... names) {
        Set<String> more = joined(functions, names);
        Set<String> less = new HashSet<>(unsafe);
        less.removeAll(List.of(names));
        return new SafeNames(more, Set.copyOf(less), operators);
    }

    /** Without these functions, be they PostgreSQL's or added before. */
    public SafeNames withoutFunctions(String... names) {
        Set<String> less = new HashSet<>(functions);
        less.removeAll(List.of(names));
        return new SafeNames(Set.copyOf(less), joined(unsafe, names), operators);
    }

    /** With more operators, such as {@code <=>}, in whatever schema they are. */
    public SafeNames withOperators(String... symbols) {
        return new SafeNames(functions, unsafe, joined(operators, symbols));
    }

    /** What speaks against a call; null when it is safe. {@code schema} is null for a call without one. */
    @Nullable
    Reason againstCall(@Nullable String schema, String name) {
        String called = schema == null ? name : schema + "." + name;
        if (unsafe.contains(called)) {
            return Reason.UNKNOWN_FUNCTION;
        }
        if (functions.contains(called)) {
            return null;
        }
        return schema == null || schema.equals("pg_catalog") ? againstBuiltIn(name) : Reason.UNKNOWN_FUNCTION;
    }

    /** Whether an operator is safe; {@code builtIn} when no other schema than PostgreSQL's own is named. */
    boolean isOperator(String symbol, boolean builtIn) {
        return operators.contains(symbol)
                || (builtIn
                        && (Builtins.INSTANCE.isOperator(symbol, 0, symbol.length())
                                || GRAMMAR_OPERATORS.contains(symbol)));
    }

    private @Nullable Reason againstBuiltIn(String name) {
        Entry entry = hasUpperCase(name) ? null : Builtins.INSTANCE.function(name, 0, name.length());
        if (entry == null || unsafe.contains(name)) {
            return Reason.UNKNOWN_FUNCTION;
        }
        if (SEQUENCE_FUNCTIONS.contains(name)) {
            return Reason.SEQUENCE;
        }
        if (name.equals("set_config")) {
            return Reason.SESSION;
        }
        if (name.startsWith("pg_") ? !ABOUT_THE_DATABASE.contains(name) : ABOUT_THE_CONNECTION.contains(name)) {
            return name.contains("advisory") ? Reason.ADVISORY_LOCK : Reason.SERVER_FUNCTION;
        }
        return entry == Entry.VOLATILE || ONCE_VOLATILE.contains(name) ? Reason.VOLATILE_FUNCTION : null;
    }

    private static boolean hasUpperCase(String name) {
        for (int at = 0; at < name.length(); at++) {
            if (NameTable.lower(name.charAt(at)) != name.charAt(at)) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> joined(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}
