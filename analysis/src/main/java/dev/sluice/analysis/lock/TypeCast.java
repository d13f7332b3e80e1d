package dev.sluice.analysis.lock;

import static java.util.Map.entry;

import dev.sluice.analysis.schema.Domain;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.SchemaChange;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whether PostgreSQL makes a value of one type of that of another ({@code pg_cast}; manual, chapter 10). A column gets
 * another type without {@code USING} only where it does so by itself, and its default gets it in no other way. Where the
 * migrations make casts of their own, nothing is known.
 */
public enum TypeCast {
    /** By itself, as in an assignment. */
    AUTOMATIC,
    /** Where it is asked for. */
    EXPLICIT,
    /** There is no cast. */
    NONE,
    /** One of the types is not known. */
    UNKNOWN;

    /** What everything is cast to by itself, and what is cast to everything where that is asked for. */
    static final Set<String> STRINGS = Set.of("character", "character varying", "text");

    private static final Set<String> NUMBERS =
            Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision");

    /** The types that it knows, each with those to which it is cast by itself, strings aside. */
    static final Map<String, Set<String>> AUTOMATICALLY = Map.ofEntries(
            entry("character", Set.of()),
            entry("character varying", Set.of()),
            entry("text", Set.of()),
            entry("smallint", with(NUMBERS, "oid")),
            entry("integer", with(NUMBERS, "oid", "money")),
            entry("bigint", with(NUMBERS, "oid", "money")),
            entry("numeric", with(NUMBERS, "money")),
            entry("real", NUMBERS),
            entry("double precision", NUMBERS),
            entry("money", Set.of("numeric")),
            entry("oid", Set.of("integer", "bigint")),
            entry("boolean", Set.of()),
            entry("date", Set.of("timestamp without time zone", "timestamp with time zone")),
            entry("time without time zone", Set.of("time with time zone", "interval")),
            entry("time with time zone", Set.of("time without time zone")),
            entry("timestamp without time zone", Set.of("date", "time without time zone", "timestamp with time zone")),
            entry(
                    "timestamp with time zone",
                    Set.of("date", "time without time zone", "time with time zone", "timestamp without time zone")),
            entry("interval", Set.of("time without time zone")),
            entry("uuid", Set.of()),
            entry("json", Set.of("jsonb")),
            entry("jsonb", Set.of("json")),
            entry("xml", Set.of()),
            entry("bytea", Set.of()),
            entry("inet", Set.of("cidr")),
            entry("cidr", Set.of("inet")),
            entry("macaddr", Set.of("macaddr8")),
            entry("macaddr8", Set.of("macaddr")),
            entry("bit", Set.of("bit varying")),
            entry("bit varying", Set.of("bit")),
            entry("point", Set.of("box")),
            entry("box", Set.of("polygon")),
            entry("tsvector", Set.of()));

    /** Those to which a type is cast where that is asked for, whatever the server's version. */
    static final Map<String, Set<String>> WHERE_ASKED = Map.of(
            "integer", Set.of("boolean", "bit"),
            "bigint", Set.of("bit"),
            "boolean", Set.of("integer"),
            "bit", Set.of("integer", "bigint"),
            "jsonb", with(NUMBERS, "boolean"),
            "box", Set.of("point"));

    private static final Map<String, String> SERIALS =
            Map.of("smallserial", "smallint", "serial", "integer", "bigserial", "bigint");

    /** What becomes of a value of the one type that the other is made of. A domain has the casts of its type. */
    public static TypeCast of(DataType from, DataType to, Schema schema) {
        DataType old = base(from, schema);
        DataType made = base(to, schema);
        boolean known = isKnown(old, schema) && isKnown(made, schema);
        if (!known || schema.origin(ObjectKind.CAST, SchemaChange.CASTS) != null) {
            return UNKNOWN;
        }
        boolean oldArray = old.dimensions() > 0;
        boolean array = made.dimensions() > 0;
        if (oldArray == array) {
            // The elements of an array are cast one by one.
            return of(name(old, schema), name(made, schema));
        }
        if (oldArray) {
            return STRINGS.contains(made.name()) ? AUTOMATIC : NONE;
        }
        return STRINGS.contains(old.name()) ? EXPLICIT : NONE;
    }

    private static TypeCast of(String old, String made) {
        boolean automatic = old.equals(made)
                || STRINGS.contains(made)
                || AUTOMATICALLY.getOrDefault(old, Set.of()).contains(made);
        if (automatic) {
            return AUTOMATIC;
        }
        boolean asked =
                STRINGS.contains(old) || WHERE_ASKED.getOrDefault(old, Set.of()).contains(made);
        return asked ? EXPLICIT : NONE;
    }

    /** Whether it is one of PostgreSQL's own, as far as they are known here. */
    public static boolean isBuiltin(DataType type) {
        return AUTOMATICALLY.containsKey(name(type));
    }

    private static DataType base(DataType type, Schema schema) {
        Domain domain = type.dimensions() > 0 ? null : schema.domain(type.asName());
        return domain == null ? type : domain.type();
    }

    private static String name(DataType type) {
        return SERIALS.getOrDefault(type.name(), type.name());
    }

    private static String name(DataType type, Schema schema) {
        String name = name(type);
        return AUTOMATICALLY.containsKey(name)
                ? name
                : schema.resolve(type.asName()).sql();
    }

    /** What the migrations have made has no cast but to strings and from them; what they have only renamed may be a domain. */
    private static boolean isKnown(DataType type, Schema schema) {
        Origin made = schema.origin(ObjectKind.TYPE, type.asName());
        return AUTOMATICALLY.containsKey(name(type)) || (made != null && made.file() != Origin.CATALOG.file());
    }

    private static Set<String> with(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(Set.of(more));
        return Set.copyOf(all);
    }
}
