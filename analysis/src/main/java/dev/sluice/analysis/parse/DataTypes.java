package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the name of a type; the names that mean the same become one. */
final class DataTypes {

    private static final int MOST_TOKENS = 100;

    private static final Map<String, String> CANONICAL = Map.ofEntries(
            Map.entry("int", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "bigint"),
            Map.entry("int2", "smallint"),
            Map.entry("varchar", "character varying"),
            Map.entry("char varying", "character varying"),
            Map.entry("nchar varying", "character varying"),
            Map.entry("char", "character"),
            Map.entry("bpchar", "character"),
            Map.entry("nchar", "character"),
            Map.entry("decimal", "numeric"),
            Map.entry("dec", "numeric"),
            Map.entry("bool", "boolean"),
            Map.entry("float8", "double precision"),
            Map.entry("float4", "real"),
            Map.entry("float", "double precision"),
            Map.entry("timestamp", "timestamp without time zone"),
            Map.entry("timestamptz", "timestamp with time zone"),
            Map.entry("time", "time without time zone"),
            Map.entry("timetz", "time with time zone"),
            Map.entry("varbit", "bit varying"),
            Map.entry("serial4", "serial"),
            Map.entry("serial8", "bigserial"),
            Map.entry("serial2", "smallserial"));

    private final Tokens tokens;
    private final List<String> modifiers = new ArrayList<>();

    private DataTypes(Tokens tokens) {
        this.tokens = tokens;
    }

    static DataType read(SourceText source, Span span) {
        return new DataTypes(new Tokens(source, span, MOST_TOKENS)).read(span);
    }

    private DataType read(Span span) {
        tokens.accept("setof");
        tokens.accept("national");
        boolean quoted = tokens.kind() != TokenKind.WORD;
        String name = words();
        int dimensions = dimensions();
        String canonical = quoted ? name : CANONICAL.getOrDefault(name, name);
        if (canonical.equals("double precision") && modifiers.size() == 1) {
            canonical = isSmallFloat() ? "real" : canonical;
            modifiers.clear();
        }
        // The standard has a character of no length be of one.
        boolean oneCharacter = canonical.equals("character") && modifiers.isEmpty() && !name.equals("bpchar");
        return new DataType(canonical, oneCharacter ? List.of("1") : modifiers, dimensions, span);
    }

    private boolean isSmallFloat() {
        String bits = modifiers.get(0);
        return bits.length() <= 2 && bits.chars().allMatch(c -> c >= '0' && c <= '9') && Integer.parseInt(bits) <= 24;
    }

    private String words() {
        Name name = tokens.name();
        if (name == null) {
            return "";
        }
        if (!name.schema().isEmpty() && !name.schema().equals("pg_catalog")) {
            modifiers();
            return DataType.nameOf(name);
        }
        StringBuilder words = new StringBuilder(DataType.nameOf(Name.of(name.name())));
        if (tokens.accept("varying")) {
            words.append(" varying");
        } else if (tokens.accept("precision")) {
            words.append(" precision");
        }
        modifiers();
        String zone = zone();
        if (zone != null) {
            words.append(zone);
        }
        boolean interval = words.toString().equals("interval");
        while (interval && tokens.kind() == TokenKind.WORD && !tokens.is("array")) {
            modifiers.add(tokens.word());
        }
        if (interval) {
            // Behind SECOND.
            modifiers();
        }
        return words.toString();
    }

    private @Nullable String zone() {
        if (tokens.accept("with", "time", "zone")) {
            return " with time zone";
        }
        return tokens.accept("without", "time", "zone") ? " without time zone" : null;
    }

    private void modifiers() {
        int from = tokens.position();
        if (!tokens.skipParentheses()) {
            return;
        }
        for (int i = from + 1; i < tokens.position() - 1; i++) {
            if (tokens.kind(i) != TokenKind.COMMA) {
                modifiers.add(tokens.text(i));
            }
        }
    }

    private int dimensions() {
        int dimensions = 0;
        if (tokens.accept("array")) {
            dimensions = 1;
        }
        while (!tokens.atEnd()) {
            dimensions += tokens.kind() == TokenKind.OPEN_BRACKET ? 1 : 0;
            tokens.moveTo(tokens.position() + 1);
        }
        return dimensions;
    }
}
