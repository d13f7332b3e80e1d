package dev.sluice.analysis.lock;

import java.util.Set;

/**
 * What a default may call without being another one for each row, beside the functions of which
 * {@link dev.sluice.sql.classify.Volatility} knows.
 */
final class SteadyCalls {

    /** What reads and writes the text of a value: the volatility of none is worse than stable. */
    private static final Set<String> TEXT_FORMS =
            words("aclitemin aclitemout array_in array_out bit_in bit_out bittypmodout boolin boolout"
                    + " box_in box_out bpcharin bpcharout bpchartypmodout byteain byteaout cash_in cash_out"
                    + " charin charout cidin cidout cidr_in cidr_out circle_in circle_out cstring_in cstring_out"
                    + " cstring_send date_in date_out enum_in enum_out float4in float4out float8in float8out"
                    + " inet_in inet_out int2in int2out int2vectorin int2vectorout int4in int4out int8in int8out"
                    + " interval_in interval_out intervaltypmodout json_in json_out jsonb_in jsonb_out"
                    + " jsonpath_in jsonpath_out line_in line_out lseg_in lseg_out macaddr8_in macaddr8_out"
                    + " macaddr_in macaddr_out multirange_in multirange_out namein nameout numeric_in"
                    + " numeric_out numerictypmodout oidin oidout oidvectorin oidvectorout path_in path_out"
                    + " point_in point_out poly_in poly_out range_in range_out record_in record_out regclassin"
                    + " regclassout regcollationin regcollationout regconfigin regconfigout regdictionaryin"
                    + " regdictionaryout regnamespacein regnamespaceout regoperatorin regoperatorout regoperin"
                    + " regoperout regprocedurein regprocedureout regprocin regprocout regrolein regroleout"
                    + " regtypein regtypeout textin textout tidin tidout time_in time_out timestamp_in"
                    + " timestamp_out timestamptypmodout timestamptz_in timestamptz_out timestamptztypmodout"
                    + " timetypmodout timetz_in timetz_out timetztypmodout tsqueryin tsqueryout tsvectorin"
                    + " tsvectorout txid_snapshot_in txid_snapshot_out uuid_in uuid_out varbit_in varbit_out"
                    + " varbittypmodout varcharin varcharout varchartypmodout xid8in xid8out xidin xidout xml_in"
                    + " xml_out");

    /** Types that have no function of their name, and are written like one where a text is cast. */
    private static final Set<String> TYPES =
            words("inet int2vector json jsonb jsonpath oidvector refcursor regcollation regconfig"
                    + " regdictionary regnamespace regoper regoperator regproc regprocedure regrole regtype tid"
                    + " tsquery tsvector uuid xid8");

    /** What looks like a call and is a type, or a function that the grammar writes in a way of its own. */
    private static final Set<String> SYNTAX =
            words("char character dec decimal float json_array json_exists json_object"
                    + " json_query json_scalar json_serialize json_value nchar normalize nullif"
                    + " time treat trim xmlconcat xmlelement xmlforest xmlparse xmlpi xmlroot"
                    + " xmlserialize");

    /** Functions of pgcrypto, uuid-ossp, unaccent and fuzzystrmatch. */
    static final Set<String> OF_EXTENSIONS =
            words("armor crypt daitch_mokotoff dearmor decrypt decrypt_iv difference digest dmetaphone"
                    + " dmetaphone_alt encrypt encrypt_iv hmac levenshtein levenshtein_less_equal metaphone"
                    + " soundex text_soundex unaccent uuid_generate_v3 uuid_generate_v5 uuid_nil uuid_ns_dns"
                    + " uuid_ns_oid uuid_ns_url uuid_ns_x500");

    private SteadyCalls() {}

    /** Whether it is one that no schema has to be named for; of that name in another schema there may be anything. */
    static boolean isBuiltin(String name) {
        return TEXT_FORMS.contains(name) || TYPES.contains(name) || SYNTAX.contains(name);
    }

    private static Set<String> words(String all) {
        return Set.of(all.split(" "));
    }
}
