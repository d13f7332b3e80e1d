package dev.sluice.sql.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.junit.FixtureLogs;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The resource says of PostgreSQL's functions, operators and words what a real server says. */
@ExtendWith(FixtureLogs.class)
class BuiltinsIT {

    private static final int WIDTH = 118;
    private static final int MADE_FROM = 18;
    private static final Path RESOURCE = Path.of("src/main/resources/dev/sluice/sql/classify", Builtins.RESOURCE);

    /** Functions that a statement can call, each with the worst volatility of all that have its name. */
    private static final String FUNCTIONS = """
            SELECT string_agg(proname, ' ' ORDER BY proname COLLATE "C") FROM (
              SELECT proname, max(CASE provolatile WHEN 'i' THEN 1 WHEN 's' THEN 2 ELSE 3 END) AS worst,
                bool_or(NOT 'internal'::regtype = ANY (proargtypes) AND NOT 'cstring'::regtype = ANY (proargtypes)
                  AND prokind <> 'p' AND prorettype <> ALL ('{internal,cstring,trigger,event_trigger,language_handler,
                    fdw_handler,index_am_handler,table_am_handler,tsm_handler}'::regtype[])) AS callable
              FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace GROUP BY proname) AS f
            WHERE callable AND worst = %d""";

    private static final String OPERATORS = """
            SELECT string_agg(oprname, ' ' ORDER BY oprname COLLATE "C") FROM (
              SELECT DISTINCT oprname FROM pg_operator JOIN pg_proc ON pg_proc.oid = oprcode
              WHERE oprnamespace = 'pg_catalog'::regnamespace AND provolatile <> 'v') AS o""";

    private static final String WORDS =
            "SELECT string_agg(word, ' ' ORDER BY word COLLATE \"C\") FROM pg_get_keywords() WHERE catcode = '%s'";

    private static PostgresReplicaSet set;

    @BeforeAll
    static void start() {
        set = PostgresReplicaSet.builder().replicas(0).start();
    }

    @AfterAll
    static void stop() {
        set.close();
    }

    @Test
    void theResourceIsTheServersCatalog() throws IOException {
        String text =
                "# Made by BuiltinsIT from the catalog of PostgreSQL 18: the functions that a statement can call, by the\n"
                        + "# worst volatility of all with the name; operators; words that are no name of a function.\n"
                        + section("IMMUTABLE", FUNCTIONS.formatted(1))
                        + section("STABLE", FUNCTIONS.formatted(2))
                        + section("VOLATILE", FUNCTIONS.formatted(3))
                        + section("OPERATOR", OPERATORS)
                        + section("RESERVED", WORDS.formatted("R"))
                        + section("SPECIAL", WORDS.formatted("C"));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(RESOURCE, text);
        }
        if (set.primary().majorVersion() == MADE_FROM) {
            assertThat(RESOURCE)
                    .as(
                            "%s is stale; rewrite it with -Dit.test=BuiltinsIT -Dgolden.update=true and commit it",
                            RESOURCE)
                    .hasContent(text);
        }
    }

    @Test
    void nothingThatIsTakenForSafeIsVolatileOnThisServer() {
        List<String> wrong = new ArrayList<>();
        for (String name : names(FUNCTIONS.formatted(3))) {
            if (SafeNames.builtIn().againstCall(null, name) == null) {
                wrong.add(name);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(names(FUNCTIONS.formatted(3))).contains("nextval", "random", "pg_advisory_lock", "set_config");
    }

    @Test
    void noOperatorIsVolatile() {
        assertThat(
                        set.primary()
                                .query(
                                        "SELECT count(*) FROM pg_operator JOIN pg_proc p ON p.oid = oprcode WHERE provolatile = 'v'"))
                .isEqualTo("0");
    }

    private static List<String> names(String query) {
        return List.of(Objects.requireNonNull(set.primary().query(query)).split(" ", -1));
    }

    private static String section(String title, String query) {
        StringBuilder section = new StringBuilder("[" + title + "]\n");
        int line = 0;
        for (String name : names(query)) {
            if (line > 0 && line + name.length() + 1 > WIDTH) {
                section.append('\n');
                line = 0;
            }
            section.append(line > 0 ? " " : "").append(name);
            line += name.length() + 1;
        }
        return section.append('\n').toString();
    }
}
