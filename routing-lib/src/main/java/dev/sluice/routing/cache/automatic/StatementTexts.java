package dev.sluice.routing.cache.automatic;

import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.statement.CacheHint;
import dev.sluice.routing.cache.statement.ReadQuery;
import dev.sluice.routing.cache.statement.SessionText;
import dev.sluice.routing.cache.statement.TableName;
import dev.sluice.routing.jdbc.ResultSource.Effect;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is known of the texts that have been sent; each is read once. Thread-safe. */
public final class StatementTexts {

    private static final int MOST_KEPT = 5_000;
    private static final Pattern SETS =
            Pattern.compile("set_config|(?:^|;|\\*/)\\s*(?:set|do|call)\\b", Pattern.CASE_INSENSITIVE);

    private final Map<String, Known> texts = new ConcurrentHashMap<>();
    private volatile Rules rules = new Rules(null, false);

    private record Rules(@Nullable CachePolicy policy, boolean any) {}

    /** What a text is, and whether this policy means it. */
    private record Known(
            ReadQuery query, Effect effect, @Nullable CachePolicy policy, boolean meant) {}

    /** What a text leaves behind in its session. */
    public Effect effect(String sql) {
        if (sql.length() > ReadQuery.LONGEST_TEXT) {
            return SETS.matcher(sql).find() ? Effect.HIDES : Effect.CHANGES;
        }
        return known(sql, rules).effect();
    }

    /** What a text shows of itself. */
    public ReadQuery query(String sql) {
        return sql.length() > ReadQuery.LONGEST_TEXT
                ? ReadQuery.of(sql)
                : known(sql, rules).query();
    }

    /** The same when it is to be cached, as far as its text shows; null when neither its comment nor a rule says so. */
    public @Nullable ReadQuery meant(String sql, @Nullable CachePolicy policy) {
        Rules now = rules(policy);
        if ((!now.any() && !sql.contains(CacheHint.MARK)) || sql.length() > ReadQuery.LONGEST_TEXT) {
            return null;
        }
        Known known = known(sql, now);
        return known.meant() ? known.query() : null;
    }

    // To compare policies by value would take longer than what is spared.
    @SuppressWarnings("ReferenceEquality")
    private Rules rules(@Nullable CachePolicy policy) {
        Rules now = rules;
        if (now.policy() != policy) {
            now = new Rules(
                    policy,
                    policy != null
                            && policy.rules().stream()
                                    .anyMatch(rule -> rule.match().meansStatements()));
            rules = now;
        }
        return now;
    }

    @SuppressWarnings("ReferenceEquality")
    private Known known(String sql, Rules now) {
        Known kept = texts.get(sql);
        if (kept == null || kept.policy() != now.policy()) {
            ReadQuery query = kept == null ? ReadQuery.of(sql) : kept.query();
            kept = new Known(
                    query, kept == null ? effect(query, sql) : kept.effect(), now.policy(), isMeant(query, now));
            // Texts with values in them never come again; the rest is soon known anew.
            if (texts.size() >= MOST_KEPT) {
                texts.clear();
            }
            texts.put(sql, kept);
        }
        return kept;
    }

    private static Effect effect(ReadQuery query, String sql) {
        if (query.reads()) {
            return Effect.READS;
        }
        return switch (SessionText.of(sql)) {
            case TOLD -> Effect.CHANGES;
            case HIDDEN -> Effect.HIDES;
            case TAKEN_BACK -> Effect.RESETS;
        };
    }

    private static boolean isMeant(ReadQuery query, Rules now) {
        CacheHint hint = query.hint();
        CachePolicy policy = now.policy();
        if (hint != null) {
            return hint.wanted();
        }
        if (!now.any() || policy == null || query.fingerprint().isEmpty()) {
            return false;
        }
        List<TableName> certain = query.tables().stream()
                .filter(table -> !query.mayBeOfWith(table))
                .toList();
        List<String> names = (certain.isEmpty() ? query.tables() : certain)
                .stream().map(StatementTexts::name).toList();
        return policy.rules().stream().anyMatch(rule -> rule.match().mayMean(query.fingerprint(), names));
    }

    private static String name(TableName table) {
        return table.schema() == null ? table.name() : table.schema() + "." + table.name();
    }
}
