package dev.sluice.analysis.statement;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A type as a statement names it.
 *
 * @param name its one name: {@code integer} for {@code int4}, {@code character varying} for {@code varchar},
 *     {@code timestamp with time zone} for {@code timestamptz}; {@code serial} and its relatives as they are; others as the
 *     server keeps them, or as SQL where they have a schema, a dot or a quote
 * @param modifiers what stands in parentheses behind it, such as a length
 * @param dimensions 0 when it is no array
 * @param span where it stands
 */
public record DataType(String name, List<String> modifiers, int dimensions, Span span) {

    /** Names that are SQL as they stand: keywords of the grammar, some of several words. */
    private static final Set<String> SPELLINGS = Set.of(
            "bigint",
            "bit",
            "bit varying",
            "boolean",
            "character",
            "character varying",
            "double precision",
            "integer",
            "interval",
            "numeric",
            "real",
            "smallint",
            "time with time zone",
            "time without time zone",
            "timestamp with time zone",
            "timestamp without time zone");

    /** Words that mean another type, or none, unless they stand in quotes (manual, appendix C: cannot be type). */
    private static final Set<String> KEYWORDS =
            Set.of(("between char coalesce dec decimal exists extract float greatest grouping inout int json_array"
                            + " json_arrayagg json_exists json_object json_objectagg json_query json_scalar json_serialize"
                            + " json_table json_value least merge_action national nchar none normalize nullif out overlay"
                            + " position precision row setof substring time timestamp treat trim values varchar"
                            + " xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi"
                            + " xmlroot xmlserialize xmltable")
                    .split(" "));

    /** Copies the list. */
    public DataType {
        modifiers = List.copyOf(modifiers);
    }

    /** Whether it is one of the names that make a sequence and a default. */
    public boolean isSerial() {
        return name.equals("serial") || name.equals("bigserial") || name.equals("smallserial");
    }

    /** The type of the column that such a name makes; another type is itself. */
    public DataType withoutSequence() {
        String plain = name.equals("serial") ? "integer" : name.replace("serial", "int");
        return isSerial() ? new DataType(plain, modifiers, dimensions, span) : this;
    }

    /** The name as that of a domain or another type that somebody has made. */
    public Name asName() {
        if (!isSql()) {
            return Name.of(name);
        }
        boolean quoted = false;
        int dot = -1;
        for (int i = 0; i < name.length() && dot < 0; i++) {
            quoted ^= name.charAt(i) == '"';
            dot = name.charAt(i) == '.' && !quoted ? i : -1;
        }
        return dot < 0
                ? Name.of(unquoted(name))
                : new Name(unquoted(name.substring(0, dot)), unquoted(name.substring(dot + 1)));
    }

    private boolean isSql() {
        return name.indexOf('.') >= 0 || name.indexOf('"') >= 0;
    }

    private static String unquoted(String part) {
        return part.startsWith("\"") && part.endsWith("\"") && part.length() > 1
                ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
                : part;
    }

    private String nameAsSql() {
        if (name.isEmpty() || isSql() || SPELLINGS.contains(name)) {
            return name;
        }
        return KEYWORDS.contains(name) ? '"' + name + '"' : Name.quoted(name);
    }

    /** The same type under another name. */
    public DataType named(Name other) {
        return new DataType(nameOf(other), modifiers, dimensions, span);
    }

    /** What {@link #name} is for a type that somebody has made. */
    public static String nameOf(Name type) {
        boolean ambiguous = type.name().indexOf('.') >= 0 || type.name().indexOf('"') >= 0;
        return type.schema().isEmpty() && !ambiguous ? type.name() : type.sql();
    }

    /** The same type, wherever it stands. */
    public boolean isSame(DataType other) {
        return name.equals(other.name) && modifiers.equals(other.modifiers) && dimensions == other.dimensions;
    }

    private static boolean isWord(String modifier) {
        return Character.isLetter(modifier.charAt(0));
    }

    /** The type as SQL. */
    public String sql() {
        String arguments = modifiers.isEmpty() ? "" : "(" + String.join(",", modifiers) + ")";
        if (name.equals("interval") && modifiers.stream().anyMatch(DataType::isWord)) {
            arguments = modifiers.stream()
                    .map(modifier -> isWord(modifier) ? " " + modifier : "(" + modifier + ")")
                    .collect(Collectors.joining());
        }
        int zone = name.indexOf(" with");
        String sized = zone > 0 && name.startsWith("time")
                ? name.substring(0, zone) + arguments + name.substring(zone)
                : nameAsSql() + arguments;
        // The standard's name alone is of one character.
        sized = name.equals("character") && modifiers.isEmpty() ? "bpchar" : sized;
        return sized + "[]".repeat(dimensions);
    }
}
