package dev.sluice.routing.cache.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
}
