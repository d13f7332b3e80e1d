package dev.sluice.routing.cache.statement;

import dev.sluice.sql.classify.Volatility;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether functions, words and texts give the same again with the same data and the same settings of the session. */
final class Repeatable {

    /**
     * Functions of PostgreSQL that it calls stable because they depend on settings, such as the time zone, which are part
     * of an entry's key; not on the time, nor on who asks.
     */
    private static final Set<String> BY_SETTINGS = Set.of("""
        anytextcat array_to_json array_to_string concat concat_ws convert convert_from convert_to date date_add
        date_part date_subtract date_trunc enum_first enum_last enum_range extract format generate_series
        json_agg json_agg_strict json_build_array json_build_object json_object_agg json_object_agg_strict
        json_object_agg_unique json_object_agg_unique_strict json_populate_record json_populate_recordset
        json_to_record json_to_recordset json_to_tsvector jsonb_agg jsonb_agg_strict jsonb_build_array
        jsonb_build_object jsonb_path_exists_tz jsonb_path_match_tz jsonb_path_query_array_tz
        jsonb_path_query_first_tz jsonb_path_query_tz jsonb_populate_record jsonb_populate_recordset
        jsonb_to_record jsonb_to_recordset jsonb_to_tsvector length make_timestamptz money numeric overlaps
        phraseto_tsquery plainto_tsquery quote_literal quote_nullable row_to_json textanycat time timestamp
        timestamptz timetz timezone to_char to_date to_json to_jsonb to_number to_timestamp to_tsquery
        to_tsvector ts_headline ts_match_tq ts_match_tt websearch_to_tsquery xml
        """.strip().split("\\s+"));

    /** Words that are calls without parentheses. */
    private static final Set<String> WORDS = Set.of(
            "current_catalog",
            "current_date",
            "current_role",
            "current_schema",
            "current_time",
            "current_timestamp",
            "current_user",
            "localtime",
            "localtimestamp",
            "session_user",
            "system_user",
            "user");

    private static final Pattern MOMENT =
            Pattern.compile("(?<![a-z])(?:now|today|tomorrow|yesterday)(?![a-z])", Pattern.CASE_INSENSITIVE);

    private Repeatable() {}

    /** Whether a built-in function of that name, in lower case, can be relied on; true for what is no built-in one. */
    static boolean function(String name) {
        if (name.startsWith("pg_")) {
            return false;
        }
        Volatility volatility = Volatility.ofBuiltin(name);
        return volatility == null
                || volatility == Volatility.IMMUTABLE
                || (volatility == Volatility.STABLE && BY_SETTINGS.contains(name));
    }

    /** Whether a word without quotes is none of those that stand for the time or for who asks. */
    static boolean word(String word) {
        return !WORDS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Whether a text, taken as a date or a time, is always the same one. */
    static boolean text(String text) {
        return !MOMENT.matcher(text).find();
    }
}
