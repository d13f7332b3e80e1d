package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.ObjectKind;
import org.jspecify.annotations.Nullable;

/** Reads the words that say what an object is, such as {@code MATERIALIZED VIEW}. */
final class KindWords {

    private KindWords() {}

    /** The kind, moved over. */
    static ObjectKind read(Tokens tokens) {
        if (tokens.accept("materialized", "view")) {
            return ObjectKind.MATERIALIZED_VIEW;
        }
        if (tokens.accept("foreign", "table")) {
            return ObjectKind.FOREIGN_TABLE;
        }
        ObjectKind several = ofSeveralWords(tokens);
        return several == null ? one(tokens) : several;
    }

    private static @Nullable ObjectKind ofSeveralWords(Tokens tokens) {
        if (tokens.accept("foreign", "data", "wrapper")) {
            return ObjectKind.FOREIGN_DATA_WRAPPER;
        }
        if (tokens.accept("access", "method")) {
            return ObjectKind.ACCESS_METHOD;
        }
        if (tokens.accept("operator", "class")) {
            return ObjectKind.OPERATOR_CLASS;
        }
        if (tokens.accept("operator", "family")) {
            return ObjectKind.OPERATOR_FAMILY;
        }
        if (tokens.accept("procedural", "language")) {
            return ObjectKind.LANGUAGE;
        }
        if (tokens.accept("text", "search")) {
            tokens.word();
            return ObjectKind.TEXT_SEARCH;
        }
        boolean other = tokens.accept("user", "mapping") || tokens.accept("event", "trigger");
        return other ? ObjectKind.OTHER : null;
    }

    private static ObjectKind one(Tokens tokens) {
        return switch (tokens.word()) {
            case "table" -> ObjectKind.TABLE;
            case "view" -> ObjectKind.VIEW;
            case "index" -> ObjectKind.INDEX;
            case "sequence" -> ObjectKind.SEQUENCE;
            case "schema" -> ObjectKind.SCHEMA;
            case "database" -> ObjectKind.DATABASE;
            case "type" -> ObjectKind.TYPE;
            case "domain" -> ObjectKind.DOMAIN;
            case "function", "procedure", "routine", "aggregate" -> ObjectKind.ROUTINE;
            case "trigger" -> ObjectKind.TRIGGER;
            case "rule" -> ObjectKind.RULE;
            case "policy" -> ObjectKind.POLICY;
            case "extension" -> ObjectKind.EXTENSION;
            case "collation" -> ObjectKind.COLLATION;
            case "operator" -> ObjectKind.OPERATOR;
            case "language" -> ObjectKind.LANGUAGE;
            case "cast" -> ObjectKind.CAST;
            case "server" -> ObjectKind.SERVER;
            case "role", "user", "group" -> ObjectKind.ROLE;
            case "owned" -> tokens.accept("by") ? ObjectKind.OWNED : ObjectKind.OTHER;
            default -> ObjectKind.OTHER;
        };
    }
}
