package dev.sluice.routing.cache.automatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.routing.cache.statement.ReadQuery;
import dev.sluice.routing.jdbc.RoutedQuery.Bound;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PGobject;

/** Two results have one key only when all that they depend on is the same. */
class StatementKeyTest {

    private static final ReadQuery QUERY = ReadQuery.of("SELECT x FROM a WHERE y = ?");
    private static final SessionFacts SESSION = facts("db alice", 1, false, false, false, 0);
    private static final Sources SOURCES =
            new Sources(null, List.of("public.a"), List.of("public.a"), "1 ", Map.of(), 0);

    @Test
    void eachPartMakesAnotherKey() {
        List<String> keys = List.of(
                StatementKey.of(QUERY, SESSION, SOURCES, "p"),
                StatementKey.of(ReadQuery.of("SELECT x FROM a WHERE y = 1"), SESSION, SOURCES, "p"),
                StatementKey.of(ReadQuery.of("SELECT x FROM a WHERE y = 2"), SESSION, SOURCES, "p"),
                StatementKey.of(QUERY, facts("db alice", 2, false, false, false, 0), SOURCES, "p"),
                StatementKey.of(QUERY, facts("db bob", 1, false, false, false, 0), SOURCES, "p"),
                StatementKey.of(
                        QUERY,
                        SESSION,
                        new Sources(null, List.of("public.a"), List.of("public.a"), "2 ", Map.of(), 0),
                        "p"),
                StatementKey.of(QUERY, SESSION, SOURCES, "q"),
                // The parts are not merely one behind the other.
                StatementKey.of(QUERY, facts("db alice1 ", 1, false, false, false, 0), SOURCES, "p"));
        assertThat(new HashSet<>(keys)).hasSameSizeAs(keys);
        assertThat(keys).allMatch(key -> key.startsWith("sql:" + QUERY.fingerprint() + ":"));
        assertThat(StatementKey.of(QUERY, facts("db alice", 1, false, false, true, 9), SOURCES, "p"))
                .as("a replica's and the primary's, whenever they were asked")
                .isEqualTo(keys.get(0));
    }

    @Test
    void aReplicaIsTakenForPartOfTheHistoryThatIsKnownAndAPrimaryForPartOfItsOwn() {
        assertThat(facts("db", 0, false, false, true, 9).following(2)).isEqualTo(facts("db", 2, false, false, true, 9));
        assertThat(facts("db", 1, false, false, false, 9).following(2))
                .isEqualTo(facts("db", 1, false, false, false, 9));
    }

    @Test
    void whoAsksForAnotherLifetimeHasAnotherEntry() {
        List<String> keys = Stream.of("", "/* sluice: cache ttl=1s */", "/* sluice: cache class=long */")
                .map(hint -> StatementKey.of(ReadQuery.of(hint + "SELECT x FROM a WHERE y = ?"), SESSION, SOURCES, "p"))
                .toList();
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void anObjectOfSomebodyElsesTypeIsNotCompared() throws Exception {
        PGobject own = new OwnObject();
        own.setType("json");
        own.setValue("1");
        assertThat(ParameterText.of(List.of(bound("setObject", Object.class, own)), 1))
                .isNull();
    }

    @Test
    void aTimeZoneOfOnesOwnIsNotCompared() throws Exception {
        assertThat(inZone(new SimpleTimeZone(3_600_000, "mine"))).isNull();
        assertThat(inZone(new SimpleTimeZone(3_600_000, "Asia/Tokyo"))).isNull();
        assertThat(inZone(TimeZone.getTimeZone("Asia/Tokyo")))
                .isNotNull()
                .isNotEqualTo(inZone(TimeZone.getTimeZone("GMT+09:00")));
        assertThat(inZone(TimeZone.getTimeZone("GMT+09:00"))).isNotNull();
    }

    private static @Nullable String inZone(TimeZone zone) throws Exception {
        Method setter = PreparedStatement.class.getMethod("setTimestamp", int.class, Timestamp.class, Calendar.class);
        Calendar calendar = Calendar.getInstance(zone);
        calendar.setTimeInMillis(0);
        return ParameterText.of(List.of(new Bound(setter, List.of(1, new Timestamp(0), calendar))), 1);
    }

    @Test
    void halfOfASurrogatePairIsNotCompared() throws Exception {
        assertThat(ParameterText.of(List.of(bound("setString", String.class, "\ud83d")), 1))
                .isNull();
        assertThat(ParameterText.of(List.of(bound("setString", String.class, "\ud83d\ude00")), 1))
                .isNotNull();
    }

    private static final class OwnObject extends PGobject {

        private static final long serialVersionUID = 1L;
    }

    @Test
    void parametersDifferByTypeAndValue() throws Exception {
        List<List<Bound>> all = List.of(
                List.of(bound("setInt", int.class, 1)),
                List.of(bound("setLong", long.class, 1L)),
                List.of(bound("setString", String.class, "1")),
                List.of(bound("setObject", Object.class, "1")),
                List.of(bound("setObject", Object.class, 1)),
                List.of(bound("setObject", Object.class, UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"))),
                List.of(bound("setBigDecimal", BigDecimal.class, new BigDecimal("1.0"))),
                List.of(bound("setBigDecimal", BigDecimal.class, new BigDecimal("1.00"))),
                List.of(bound("setBytes", byte[].class, new byte[] {1})),
                List.of(bound("setTimestamp", Timestamp.class, Timestamp.valueOf("2024-01-01 00:00:00.000001"))),
                List.of(bound("setTimestamp", Timestamp.class, Timestamp.valueOf("2024-01-01 00:00:00"))),
                List.of(bound("setDate", Date.class, Date.valueOf("2024-01-01"))),
                List.of(bound("setString", String.class, null)),
                List.of(bound("setString", String.class, "null")),
                List.of(bound("setNull", int.class, Types.INTEGER)),
                List.of(bound("setObject", Object.class, object("json", "1"))),
                List.of(bound("setObject", Object.class, object("jsonb", "1"))),
                List.of(bound("setObject", Object.class, object("json", null))));
        List<String> texts = new ArrayList<>();
        for (List<Bound> parameters : all) {
            assertThat(ParameterText.of(parameters, 1)).isNotNull();
            texts.add(String.valueOf(ParameterText.of(parameters, 1)));
        }
        assertThat(texts).doesNotHaveDuplicates();
        assertThat(ParameterText.of(List.of(bound("setBytes", byte[].class, new byte[] {1})), 1))
                .as("the same value in another array")
                .isEqualTo(texts.get(8));
    }

    @Test
    void whatCannotBeComparedHasNoText() throws Exception {
        assertThat(ParameterText.of(List.of(), 0)).isEmpty();
        assertThat(ParameterText.of(List.of(), 1)).as("not set").isNull();
        assertThat(ParameterText.of(List.of(bound("setInt", int.class, 1)), 0))
                .as("one too many")
                .isNull();
        assertThat(ParameterText.of(
                        List.of(bound("setBinaryStream", InputStream.class, new ByteArrayInputStream(new byte[0]))), 1))
                .isNull();
        assertThat(ParameterText.of(List.of(bound("setObject", Object.class, Map.of())), 1))
                .isNull();
        assertThat(ParameterText.anyText(List.of(bound("setString", String.class, "today")), ReadQuery::mayMeanMoment))
                .isTrue();
        assertThat(ParameterText.anyText(List.of(bound("setString", String.class, "todays")), ReadQuery::mayMeanMoment))
                .isFalse();
    }

    @Test
    void rowsComeBackAsTheyWere() throws Exception {
        Rows rows = new Rows(
                List.of(new Column("a", 23, -1, true, 5, 1), new Column("ü", 1700, 655366, false, 0, 0)),
                Arrays.asList(new byte[] {0, 0, 0, 1}, null, null, new byte[0]),
                2);
        byte[] bytes = RowsCodec.INSTANCE.encode(rows);
        assertThat(RowsCodec.INSTANCE.encode(RowsCodec.INSTANCE.decode(bytes))).isEqualTo(bytes);
        assertThat(RowsCodec.INSTANCE.decode(bytes).count()).isEqualTo(2);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> RowsCodec.INSTANCE.decode(cut))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(IOException.class);
        }
    }

    private static PGobject object(String type, @Nullable String value) throws Exception {
        PGobject object = new PGobject();
        object.setType(type);
        object.setValue(value);
        return object;
    }

    private static Bound bound(String setter, Class<?> type, @Nullable Object value) throws Exception {
        Method method = PreparedStatement.class.getMethod(setter, int.class, type);
        return new Bound(method, Arrays.asList(1, value));
    }

    private static SessionFacts facts(
            String key, int timeline, boolean snapshot, boolean temporary, boolean standby, long askedAt) {
        return new SessionFacts(key, timeline, snapshot, temporary, standby, Duration.ZERO, askedAt);
    }
}
