package dev.sluice.routing.cache.policy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is cached under one rule, and how.
 *
 * @param name by which applications choose it and statistics count it
 * @param match what it applies to where nobody names it
 * @param ttlClass the class that says how long a result is fresh; null when {@code ttl} says it
 * @param ttl how long a result is fresh; null when {@code ttlClass} says it
 * @param models tables ({@code schema.table}) that the results come from: a write to one of them makes them old. For
 *     statements they are added to what the statement itself shows
 * @param tags further names under which results can be invalidated
 * @param staleWhileRevalidate how long beyond its TTL a result may be given out while one loader renews it; zero for not
 * @param staleIfError how long beyond its TTL a result may be given out when loading fails; zero for not
 * @param negativeTtl how long it is remembered that there is no result; zero for not
 * @param jitterPercent by how much the TTL is made shorter at random, so that results of one moment do not expire in one
 *     moment; from 0 to 50
 */
public record CacheRule(
        String name,
        Match match,
        @Nullable String ttlClass,
        @Nullable Duration ttl,
        List<String> models,
        List<String> tags,
        Duration staleWhileRevalidate,
        Duration staleIfError,
        Duration negativeTtl,
        int jitterPercent) {

    /** The highest jitter. */
    public static final int MOST_JITTER = 50;

    public CacheRule {
        Check.that(!name.isBlank(), "rules.name", name, "a text");
        String field = "rules[" + name + "].";
        Check.that(
                (ttlClass == null) != (ttl == null),
                field + "ttl",
                ttl + " and ttlClass is " + ttlClass,
                "exactly one of both");
        Check.positive(field + "ttl", ttl);
        notNegative(field + "staleWhileRevalidate", staleWhileRevalidate);
        notNegative(field + "staleIfError", staleIfError);
        Check.that(
                negativeTtl.isZero() || negativeTtl.toMillis() > 0,
                field + "negativeTtl",
                negativeTtl,
                "0, or 1 ms or more");
        Check.that(
                jitterPercent >= 0 && jitterPercent <= MOST_JITTER,
                field + "jitterPercent",
                jitterPercent,
                "from 0 to " + MOST_JITTER);
        noBlank(field + "models", models);
        noBlank(field + "tags", tags);
        models = List.copyOf(models);
        tags = List.copyOf(tags);
    }

    private static void noBlank(String field, List<String> names) {
        Check.that(names.stream().noneMatch(String::isBlank), field, names, "no blank one");
    }

    private static void notNegative(String field, Duration value) {
        Check.that(!value.isNegative(), field, value, "0 or more");
    }

    /**
     * What a rule applies to; one that matches is enough. All empty: only who names the rule gets it.
     *
     * @param keys patterns of keys, in which {@code *} stands for any characters
     * @param fingerprints of statements, each 16 hexadecimal digits
     * @param tables {@code schema.table}, or patterns with {@code *}: statements that read only from such tables
     */
    public record Match(List<String> keys, List<String> fingerprints, List<String> tables) {

        /** Matches nothing by itself. */
        public static final Match BY_NAME_ONLY = new Match(List.of(), List.of(), List.of());

        public Match {
            keys = List.copyOf(keys);
            fingerprints = List.copyOf(fingerprints);
            tables = List.copyOf(tables);
            for (String fingerprint : fingerprints) {
                Check.that(
                        fingerprint.matches("[0-9a-f]{16}"),
                        "match.fingerprints",
                        fingerprint,
                        "16 hexadecimal digits in lower case");
            }
        }

        /** Whether a key is meant. */
        public boolean key(String key) {
            return keys.stream().anyMatch(pattern -> Glob.matches(pattern, key));
        }

        /** Whether it can mean statements at all. */
        public boolean meansStatements() {
            return !fingerprints.isEmpty() || !tables.isEmpty();
        }

        /**
         * Whether a statement may be meant, as far as its text shows.
         *
         * @param names of the tables that it reads, those without a schema as they are
         */
        public boolean mayMean(String fingerprint, List<String> names) {
            return fingerprints.contains(fingerprint)
                    || (!names.isEmpty()
                            && names.stream()
                                    .allMatch(name -> tables.stream().anyMatch(pattern -> mayMean(pattern, name))));
        }

        private static boolean mayMean(String pattern, String name) {
            boolean qualified = name.indexOf('.') >= 0;
            return Glob.matches(qualified ? pattern : pattern.substring(pattern.lastIndexOf('.') + 1), name);
        }

        /** Whether a statement of this fingerprint is meant, which reads from these tables; none for unknown ones. */
        public boolean statement(String fingerprint, List<String> readFrom) {
            return fingerprints.contains(fingerprint)
                    || (!tables.isEmpty()
                            && !readFrom.isEmpty()
                            && readFrom.stream()
                                    .allMatch(table ->
                                            tables.stream().anyMatch(pattern -> Glob.matches(pattern, table))));
        }
    }
}
