package dev.sluice.sql.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sql.classify.Classifier;
import dev.sluice.sql.classify.Route;
import dev.sluice.sql.classify.SafeNames;
import dev.sluice.sql.classify.Verdict;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.testing.junit.FixtureLogs;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever the classifier lets go to a replica calls no function of the user's. The server knows: a view depends on each
 * function that its query calls. The functions have the names of all keywords that may name one.
 */
@ExtendWith(FixtureLogs.class)
class ClassifierConformanceIT {

    private static final int QUERIES = 4000;

    private static final String FUNCTIONS = """
            DO $$
            DECLARE name text;
            BEGIN
              FOR name IN SELECT word FROM pg_get_keywords()
                WHERE catcode IN ('U', 'T') AND word NOT IN (SELECT proname FROM pg_proc)
              LOOP
                EXECUTE format('CREATE FUNCTION public.%I(int) RETURNS int VOLATILE LANGUAGE sql AS %L', name, 'SELECT $1');
              END LOOP;
            END $$""";

    private static final String CALLED = """
            SELECT string_agg(proname, ' ') FROM pg_depend d JOIN pg_rewrite r ON d.objid = r.oid AND r.ev_class = 'v'::regclass
            JOIN pg_proc p ON d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid
            WHERE p.pronamespace = 'public'::regnamespace""";

    private static PostgresReplicaSet set;

    @BeforeAll
    static void start() {
        set = PostgresReplicaSet.builder().replicas(0).start();
        set.primary().execute("CREATE TABLE t (a int, values int)");
        set.primary().execute(FUNCTIONS);
    }

    @AfterAll
    static void stop() {
        set.close();
    }

    @Test
    void noFunctionOfTheUsersGoesUnseen() throws SQLException {
        Classifier classifier = new Classifier(SafeNames.builtIn(), ParameterStyle.SERVER);
        Queries queries = new Queries(new Random(), functions());
        int replica = 0;
        int rightlyPrimary = 0;
        try (Connection connection = set.primary().connect();
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < QUERIES; i++) {
                String query = queries.query(4);
                Verdict verdict = classifier.classify(query);
                String called = called(statement, query);
                if (called == null) {
                    continue;
                }
                if (verdict.route() == Route.REPLICA) {
                    assertThat(called).as("called by %s", query).isEmpty();
                    replica++;
                } else if (!called.isEmpty()) {
                    rightlyPrimary++;
                }
            }
        }
        assertThat(replica).isGreaterThan(QUERIES / 100);
        assertThat(rightlyPrimary).isGreaterThan(QUERIES / 100);
    }

    private static List<String> functions() {
        return List.of(Objects.requireNonNull(
                        set.primary()
                                .query(
                                        "SELECT string_agg(proname, ' ') FROM pg_proc WHERE pronamespace = 'public'::regnamespace"))
                .split(" ", -1));
    }

    /** The user's functions that a query calls; null when the server does not take the query. */
    private static String called(Statement statement, String query) throws SQLException {
        try {
            statement.execute("CREATE TEMP VIEW v AS SELECT 1 FROM (" + query + ") AS q");
        } catch (SQLException e) {
            return null;
        }
        try (ResultSet rows = statement.executeQuery(CALLED)) {
            rows.next();
            String names = rows.getString(1);
            return names == null ? "" : names;
        } finally {
            statement.execute("DROP VIEW v");
        }
    }
}
