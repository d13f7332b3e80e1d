package dev.sluice.routing.cache.statement;

import dev.sluice.sql.classify.Classifier;
import dev.sluice.sql.classify.Reason;
import dev.sluice.sql.classify.SafeNames;
import dev.sluice.sql.fingerprint.Fingerprint;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the text of a statement shows of whether and how its result may be cached.
 *
 * @param reads whether it only reads, and leaves nothing behind in its session
 * @param fingerprint of the statement apart from its values, 16 hexadecimal digits
 * @param digest of the tokens with their values; equal for texts that differ in comments and white space only
 * @param hint what its comment asks for; null when it has none
 * @param tables that it names, and names of WITH that are used like tables
 * @param queries names that WITH gives, and perhaps more
 * @param called names of functions that it calls, and perhaps more, without schema and without those that the hint vouches
 *     for
 * @param types names of types that its values are cast to, and perhaps more, without schema
 * @param parameters how many it has
 * @param refusal why it may not be cached, whatever its tables are; null when it may
 */
public record ReadQuery(
        boolean reads,
        String fingerprint,
        String digest,
        @Nullable CacheHint hint,
        List<TableName> tables,
        Set<String> queries,
        List<String> called,
        List<String> types,
        int parameters,
        @Nullable NotCached refusal) {

    /** Longer texts are not looked at. */
    public static final int LONGEST_TEXT = 16 * 1024;

    /** What speaks only against parts of a query, whose tables are still of interest. */
    private static final Set<Reason> QUERIES = EnumSet.of(
            Reason.READ_ONLY,
            Reason.ROW_LOCK,
            Reason.SEQUENCE,
            Reason.ADVISORY_LOCK,
            Reason.SERVER_FUNCTION,
            Reason.VOLATILE_FUNCTION,
            Reason.UNKNOWN_FUNCTION,
            Reason.UNKNOWN_OPERATOR);

    private static final ReadQuery TOO_LONG =
            new ReadQuery(false, "", "", null, List.of(), Set.of(), List.of(), List.of(), 0, NotCached.TEXT_TOO_LONG);

    public ReadQuery {
        tables = List.copyOf(tables);
        queries = Set.copyOf(queries);
        called = List.copyOf(called);
        types = List.copyOf(types);
    }

    /** Whether a name may be one that WITH gives. */
    public boolean mayBeOfWith(TableName table) {
        return table.schema() == null && queries.contains(table.name());
    }

    /** Whether a text, when the server takes it for a date or a time, means another one each day. */
    public static boolean mayMeanMoment(String text) {
        return !Repeatable.text(text);
    }

    /** Reads a text as an application sends it. Never fails. */
    public static ReadQuery of(String sql) {
        return sql.length() > LONGEST_TEXT ? TOO_LONG : read(sql, ParameterStyle.JDBC);
    }

    /** Reads the query of a view as the server writes it. Never fails. */
    public static ReadQuery ofView(String sql) {
        return sql.length() > LONGEST_TEXT ? TOO_LONG : read(sql, ParameterStyle.SERVER);
    }

    private static ReadQuery read(String sql, ParameterStyle style) {
        CacheHint hint = null;
        NotCached refusal = null;
        if (sql.contains(CacheHint.MARK)) {
            try {
                hint = hint(sql, style);
            } catch (IllegalArgumentException e) {
                hint = new CacheHint(true, null, null, null, List.of(), List.of());
                refusal = NotCached.HINT_WRONG;
            }
        }
        List<String> vouched = hint == null ? List.of() : hint.functions();
        SafeNames names = SafeNames.builtIn().withFunctions(vouched.toArray(String[]::new));
        Reason reason = new Classifier(names, style).classify(sql).reason();
        if (!QUERIES.contains(reason)) {
            return new ReadQuery(
                    false, "", "", hint, List.of(), Set.of(), List.of(), List.of(), 0, against(reason, sql, style));
        }
        boolean reads = reason == Reason.READ_ONLY;
        refusal = refusal == null ? against(reason, sql, style) : refusal;
        String fingerprint = Fingerprint.of(sql, style).hex();
        QueryWalk walk = new QueryWalk(sql, style);
        List<String> called = walk.called().stream()
                .filter(name -> vouched.stream().noneMatch(function -> isNamed(function, name)))
                .toList();
        return new ReadQuery(
                reads,
                fingerprint,
                digest(sql, style),
                hint,
                List.copyOf(walk.tables()),
                walk.queries(),
                called,
                List.copyOf(walk.types()),
                walk.parameters(),
                refusal != null ? refusal : against(walk, called));
    }

    private static boolean isNamed(String function, String name) {
        return function.equals(name) || function.endsWith("." + name);
    }

    private static @Nullable CacheHint hint(String sql, ParameterStyle style) {
        Lexer lexer = new Lexer(sql, style);
        CacheHint hint = null;
        for (TokenKind kind = lexer.nextOrComment(); kind != TokenKind.END; kind = lexer.nextOrComment()) {
            if (kind.isComment()) {
                String token = lexer.token();
                int end = kind == TokenKind.BLOCK_COMMENT ? token.length() - 2 : token.length();
                CacheHint one = CacheHint.read(token.substring(2, end));
                if (one != null && hint != null) {
                    throw new IllegalArgumentException("the query has two hints, expected one");
                }
                hint = one == null ? hint : one;
            }
        }
        return hint;
    }

    private static @Nullable NotCached against(Reason reason, String sql, ParameterStyle style) {
        return switch (reason) {
            case READ_ONLY -> isExplained(sql, style) ? NotCached.FORM : null;
            case ROW_LOCK -> NotCached.LOCKS_ROWS;
            case VOLATILE_FUNCTION, SEQUENCE, ADVISORY_LOCK -> NotCached.VOLATILE;
            case SERVER_FUNCTION, SERVER_VIEW -> NotCached.TIME_OR_SESSION;
            case UNKNOWN_FUNCTION, UNKNOWN_OPERATOR -> NotCached.UNKNOWN_FUNCTION;
            case DATA_CHANGE, DATA_CHANGE_INSIDE, SELECT_INTO -> NotCached.CHANGES_DATA;
            default -> NotCached.FORM;
        };
    }

    private static boolean isExplained(String sql, ParameterStyle style) {
        Lexer lexer = new Lexer(sql, style);
        TokenKind kind = lexer.next();
        while (kind == TokenKind.SEMICOLON) {
            kind = lexer.next();
        }
        return lexer.isWord("explain");
    }

    private static String digest(String sql, ParameterStyle style) {
        Lexer lexer = new Lexer(sql, style);
        MessageDigest digest = sha256();
        while (lexer.next() != TokenKind.END) {
            digest.update(lexer.token().getBytes(StandardCharsets.UTF_8));
            // No token has a NUL in it.
            digest.update((byte) 0);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static @Nullable NotCached against(QueryWalk walk, List<String> called) {
        if (walk.refusal() != null) {
            return walk.refusal();
        }
        if (!called.stream().allMatch(Repeatable::function)) {
            return NotCached.TIME_OR_SESSION;
        }
        return walk.tables().isEmpty() ? NotCached.NO_TABLE : null;
    }
}
