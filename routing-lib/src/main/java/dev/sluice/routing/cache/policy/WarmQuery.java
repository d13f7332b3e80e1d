package dev.sluice.routing.cache.policy;

import dev.sluice.sql.classify.Classifier;
import dev.sluice.sql.classify.Reason;
import dev.sluice.sql.classify.SafeNames;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose result is loaded before somebody asks for it.
 *
 * @param name by which its progress is reported
 * @param sql one query, with {@code ?} for parameters
 * @param parameters as text, null for NULL; the server reads each as what the statement needs
 * @param rule the name of the rule under which it is cached; null for the one that matches
 * @param every how often it is loaded anew; null for at the start of an instance only
 */
public record WarmQuery(
        String name,
        String sql,
        List<@Nullable String> parameters,
        @Nullable String rule,
        @Nullable Duration every) {

    public WarmQuery {
        Check.that(!name.isBlank(), "warming.name", name, "a text");
        Check.that(!sql.isBlank(), "warming[" + name + "].sql", sql, "a query");
        Check.that(
                every == null || every.toSeconds() >= 1,
                "warming[" + name + "].every",
                String.valueOf(every),
                "1s or more");
        parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
    }

    /**
     * Why no application runs a statement: it comes from outside of them, so it must be one query that does nothing but read.
     *
     * @return as the rest of a sentence about it; empty for one that is run
     */
    public static Optional<String> refusal(String sql) {
        Reason reason = isSingle(sql) ? Reading.CLASSIFIER.classify(sql).reason() : Reason.SEVERAL_STATEMENTS;
        return Reading.ALLOWED.contains(reason)
                ? Optional.empty()
                : Optional.of(reason.description() + ", expected one query that only reads");
    }

    private static boolean isSingle(String sql) {
        Lexer lexer = new Lexer(sql, ParameterStyle.JDBC);
        TokenKind kind = lexer.next();
        while (kind != TokenKind.END && kind != TokenKind.SEMICOLON) {
            kind = lexer.next();
        }
        return kind == TokenKind.END || lexer.next() == TokenKind.END;
    }

    /** What is loaded only where there is something to warm. */
    private static final class Reading {
        static final Classifier CLASSIFIER = new Classifier(SafeNames.builtIn(), ParameterStyle.JDBC);
        static final Set<Reason> ALLOWED = Set.of(Reason.READ_ONLY, Reason.UNKNOWN_FUNCTION, Reason.UNKNOWN_OPERATOR);
    }
}
