package dev.sluice.routing.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerQueryTest {

    /** Every function and view that is in PostgreSQL 12 and still in 18, and fails on no server by itself. */
    private static final Set<String> IN_12_TO_18 = Set.of(
            "clock_timestamp",
            "pg_control_checkpoint",
            "pg_control_recovery",
            "pg_control_system",
            "pg_current_wal_lsn",
            "pg_has_role",
            "pg_is_in_recovery",
            "pg_is_wal_replay_paused",
            "pg_last_wal_receive_lsn",
            "pg_last_wal_replay_lsn",
            "pg_last_xact_replay_timestamp",
            "pg_postmaster_start_time",
            "pg_read_all_stats",
            "pg_stat_wal_receiver",
            "pg_walfile_name");

    /** Functions that raise an error in recovery, and ones that do out of it. */
    private static final Set<String> PRIMARY_ONLY = Set.of("pg_current_wal_lsn", "pg_walfile_name");

    private static final Set<String> STANDBY_ONLY = Set.of("pg_is_wal_replay_paused");

    @Test
    void usesOnlyWhatVersions12To18Have() {
        Set<String> used = Pattern.compile("\\b(pg_[a-z_]+|clock_timestamp)\\b")
                .matcher(ServerQuery.sql(Set.of()))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
        assertThat(used).isEqualTo(IN_12_TO_18);
    }

    @ParameterizedTest
    @EnumSource
    void whatFailsInRecoveryOrOutOfItIsGuarded(Capability capability) {
        String sql = ServerQuery.sql(capability);
        if (PRIMARY_ONLY.stream().anyMatch(sql::contains)) {
            assertThat(sql)
                    .containsPattern(
                            "CASE WHEN (NOT pg_is_in_recovery\\(\\) THEN|pg_is_in_recovery\\(\\) THEN .* ELSE)");
        }
        if (STANDBY_ONLY.stream().anyMatch(sql::contains)) {
            assertThat(sql).contains("CASE WHEN pg_is_in_recovery() THEN");
        }
    }

    @Test
    void readsOneRowAndChangesNothing() {
        assertThat(ServerQuery.sql(Set.of()))
                .startsWith("SELECT ")
                .doesNotContain(";", "$", "?")
                .doesNotContainPattern("(?i)\\b(insert|update|delete|lock|create|set|pg_promote|pg_switch_wal)\\b");
    }

    @Test
    void everyColumnIsTextAndNamedAfterItsCapability() {
        String sql = ServerQuery.sql(Set.of());
        for (Capability capability : Capability.values()) {
            assertThat(sql).contains(")::text AS " + capability.column());
        }
        assertThat(sql).contains("::text AS in_recovery", "::text AS server_time");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRefusedReadsAsNullUnderTheSameName(Capability capability) {
        assertThat(ServerQuery.sql(EnumSet.of(capability)))
                .contains("NULL AS " + capability.column())
                .doesNotContain(capability.expression());
        assertThat(ServerQuery.sql(EnumSet.allOf(Capability.class)))
                .doesNotContain(capability.expression())
                .contains("AS in_recovery", "AS server_time");
    }

    @ParameterizedTest
    @CsvSource({
        "0A000, true",
        "42501, true",
        "42883, true",
        "42P01, true",
        "28P01, false",
        "57P01, false",
        "42601, false",
        "53300, false",
        "'', false",
    })
    void aRefusalIsToldFromAnIllness(String sqlState, boolean refusal) {
        assertThat(ServerQuery.isRefusal(sqlState)).isEqualTo(refusal);
    }

    @Test
    void anErrorWithoutAStateIsNoRefusal() {
        assertThat(ServerQuery.isRefusal(null)).isFalse();
    }

    @Test
    void readsAPrimary() {
        ServerFacts facts = ServerQuery.read(row("false", "0/3000060"), Set.of());
        assertThat(facts)
                .isEqualTo(new ServerFacts(
                        false,
                        "7431000000000000001",
                        2,
                        Lsn.parse("0/3000060"),
                        null,
                        Instant.parse("2026-11-24T10:00:00.123456Z"),
                        Instant.parse("2026-11-24T09:00:00.123456Z"),
                        null,
                        Receiver.UNKNOWN,
                        false,
                        true,
                        Set.of()));
    }

    @Test
    void readsAStandby() {
        var row = new Row("true", "0/3000060")
                .with(Capability.RECEIVED, "0/3000068")
                .with(Capability.RECEIVER, "1")
                .with(Capability.REPLAYED_COMMIT, "1795514399000001")
                .with(Capability.REPLAY_PAUSED, "true")
                .with(Capability.SEES_STATISTICS, "false");
        ServerFacts facts = ServerQuery.read(row, Set.of());
        assertThat(facts.inRecovery()).isTrue();
        assertThat(facts.received()).isEqualTo(Lsn.parse("0/3000068"));
        assertThat(facts.receiver()).isEqualTo(Receiver.PRESENT);
        assertThat(facts.replayedCommit()).isEqualTo(Instant.parse("2026-11-24T09:59:59.000001Z"));
        assertThat(facts.replayPaused()).isTrue();
        assertThat(facts.seesStatistics()).isFalse();
        assertThat(facts.hidesPosition()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            value = {"0, ABSENT", "1, PRESENT", "2, PRESENT", "NULL, UNKNOWN"})
    void aReceiverIsJudgedByItsRowAlone(@Nullable String count, Receiver receiver) {
        assertThat(ServerQuery.read(new Row("true", "0/1").with(Capability.RECEIVER, count), Set.of())
                        .receiver())
                .isEqualTo(receiver);
    }

    @Test
    void whatIsRefusedIsUnknownNotZero() {
        var refused = EnumSet.allOf(Capability.class);
        ServerFacts facts = ServerQuery.read(
                name -> name.equals("in_recovery") ? "true" : name.equals("server_time") ? "0" : null, refused);
        assertThat(facts)
                .isEqualTo(new ServerFacts(
                        true,
                        null,
                        null,
                        null,
                        null,
                        Instant.EPOCH,
                        null,
                        null,
                        Receiver.UNKNOWN,
                        false,
                        false,
                        refused));
        assertThat(facts.hidesPosition()).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "yes", "1", "TRUE!"})
    void anUnclearAnswerIsNoPrimary(@Nullable String inRecovery) {
        assertThatThrownBy(() -> ServerQuery.read(row(inRecovery, "0/1"), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in_recovery");
    }

    @Test
    void badFiguresAreRefused() {
        assertThatThrownBy(() -> ServerQuery.read(row("false", "12"), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"12\"");
        assertThatThrownBy(() -> ServerQuery.read(new Row("false", "0/1").with(Capability.TIMELINE, "one"), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one");
        assertThatThrownBy(() -> ServerQuery.read(name -> name.equals("in_recovery") ? "f" : null, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("server_time");
    }

    private static Row row(@Nullable String inRecovery, String position) {
        return new Row(inRecovery, position);
    }

    private static final class Row implements ServerQuery.Columns {

        private final Map<String, @Nullable String> texts = new HashMap<>();

        Row(@Nullable String inRecovery, String position) {
            texts.put("in_recovery", inRecovery);
            texts.put("server_time", "1795514400123456");
            texts.put("started_at", "1795510800123456");
            with(Capability.POSITION, position);
            with(Capability.TIMELINE, "2");
            with(Capability.SYSTEM_IDENTIFIER, "7431000000000000001");
            with(Capability.SEES_STATISTICS, "true");
        }

        Row with(Capability capability, @Nullable String text) {
            texts.put(capability.column(), text);
            return this;
        }

        @Override
        public @Nullable String text(String name) {
            return texts.get(name);
        }
    }
}
