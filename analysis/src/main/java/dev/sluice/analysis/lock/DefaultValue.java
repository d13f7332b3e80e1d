package dev.sluice.analysis.lock;

import dev.sluice.analysis.schema.Functions;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Name;
import dev.sluice.sql.classify.Volatility;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the default of a new column costs: one that is the same for all rows is kept in the catalog, from PostgreSQL 11 on. */
public enum DefaultValue {
    /** The same for all rows, or none. */
    SAME_FOR_ALL,
    /** Another one for each row: the table is written anew. */
    FOR_EACH_ROW,
    /** It calls a function of which nothing is known. */
    UNKNOWN;

    private static final Set<String> FROM_EXTENSIONS = Set.of(
            "uuid_generate_v1",
            "uuid_generate_v1mc",
            "uuid_generate_v4",
            "gen_salt",
            "gen_random_bytes",
            "ulid_generate");

    /** Whether a function is known to read no table: one that the server has of itself, or that is declared IMMUTABLE. */
    public static boolean readsNothing(String function, Schema schema) {
        int dot = function.lastIndexOf('.');
        String name = function.substring(dot + 1);
        boolean builtin = dot < 0 && (Volatility.ofBuiltin(name) != null || SteadyCalls.isBuiltin(name));
        return builtin
                || SteadyCalls.OF_EXTENSIONS.contains(name)
                || FROM_EXTENSIONS.contains(name)
                || Functions.volatility(schema, new Name(function.substring(0, Math.max(dot, 0)), name))
                        == Volatility.IMMUTABLE;
    }

    /** What a default costs with what the schema knows of functions; null is none. */
    public static DefaultValue of(@Nullable Expression value, Schema schema) {
        DefaultValue worst = SAME_FOR_ALL;
        if (value == null) {
            return worst;
        }
        for (String function : value.functions()) {
            int dot = function.lastIndexOf('.');
            String name = function.substring(dot + 1);
            Volatility volatility = Volatility.ofBuiltin(name);
            // Without a schema, what the server has of itself comes first.
            Volatility declared = volatility != null && dot < 0
                    ? null
                    : Functions.volatility(schema, new Name(function.substring(0, Math.max(dot, 0)), name));
            if (declared == Volatility.VOLATILE) {
                return FOR_EACH_ROW;
            }
            if (declared != null) {
                continue;
            }
            if (volatility == Volatility.VOLATILE || FROM_EXTENSIONS.contains(name)) {
                return FOR_EACH_ROW;
            }
            // A function of that name in another schema may be anything.
            boolean builtin = (volatility != null || SteadyCalls.isBuiltin(name)) && !function.contains(".");
            boolean known = builtin || SteadyCalls.OF_EXTENSIONS.contains(name);
            worst = known ? worst : UNKNOWN;
        }
        return worst;
    }
}
