package dev.sluice.analysis.statement;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A type as a statement names it.
 *
 * @param name its one name: {@code integer} for {@code int4}, {@code character varying} for {@code varchar},
 *     {@code timestamp with time zone} for {@code timestamptz}; {@code serial} and its relatives as they are; for others as
 *     written, with their schema
 * @param modifiers what stands in parentheses behind it, such as a length
 * @param dimensions 0 when it is no array
 * @param span where it stands
 */
public record DataType(String name, List<String> modifiers, int dimensions, Span span) {

    /** Copies the list. */
    public DataType {
        modifiers = List.copyOf(modifiers);
    }

    /** Whether it is one of the names that make a sequence and a default. */
    public boolean isSerial() {
        return name.equals("serial") || name.equals("bigserial") || name.equals("smallserial");
    }

    /** The name as that of a domain or another type that somebody has made. */
    public Name asName() {
        int dot = name.indexOf('.');
        return dot < 0 ? Name.of(name) : new Name(name.substring(0, dot), name.substring(dot + 1));
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
                : name + arguments;
        // The standard's name alone is of one character.
        sized = name.equals("character") && modifiers.isEmpty() ? "bpchar" : sized;
        return sized + "[]".repeat(dimensions);
    }
}
