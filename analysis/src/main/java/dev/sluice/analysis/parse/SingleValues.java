package dev.sluice.analysis.parse;

import java.util.Set;

/** Which functions give one value and make no rows. By itself, since not every run needs what reads conditions. */
final class SingleValues {

    /** Of others that is not known. */
    static final Set<String> FUNCTIONS = Set.of(
            "abs",
            "array",
            "ceil",
            "coalesce",
            "concat",
            "date_trunc",
            "floor",
            "greatest",
            "least",
            "length",
            "lower",
            "md5",
            "mod",
            "now",
            "nullif",
            "replace",
            "round",
            "row",
            "substring",
            "to_char",
            "trim",
            "upper");

    private SingleValues() {}
}
