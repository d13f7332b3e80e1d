package dev.sluice.testing.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromotionIT {

    private static final String TIMELINE = "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)";

    @Test
    void otherReplicasFollowAPromotedOneAndTheFormerPrimaryRejoins() {
        try (PostgresReplicaSet set = PostgresReplicaSet.builder().replicas(2).start()) {
            PostgresServer former = set.primary();
            PostgresServer promoted = set.server("replica-1");
            former.kill();

            set.promote(promoted);
            promoted.execute("CREATE TABLE after_promotion (id int)");
            set.awaitReplication();

            assertThat(set.primary()).isSameAs(promoted);
            assertThat(set.replicas()).containsExactly(set.server("replica-2"));
            assertThat(promoted.isInRecovery()).isFalse();
            assertThat(promoted.query(TIMELINE)).isEqualTo("00000002");
            assertThat(set.server("replica-2").query("SELECT count(*) FROM after_promotion"))
                    .isEqualTo("0");

            former.start();
            assertThat(former.isInRecovery()).isFalse();
            assertThat(former.query(TIMELINE)).isEqualTo("00000001");

            set.rejoin(former, promoted);
            assertThat(former.isInRecovery()).isTrue();
            assertThat(former.query("SELECT count(*) FROM after_promotion")).isEqualTo("0");
            assertThat(set.replicas()).containsExactly(former, set.server("replica-2"));

            set.promote(former);
            assertThat(former.query(TIMELINE)).isEqualTo("00000003");
            set.rejoin(promoted, former);
            former.execute("CREATE TABLE once_more (id int)");
            set.awaitReplication();
            assertThat(set.replicas())
                    .hasSize(2)
                    .allSatisfy(replica -> assertThat(replica.query("SELECT count(*) FROM once_more"))
                            .isEqualTo("0"));
        }
    }

    @Test
    void promotingAloneMakesTwoPrimaries() {
        try (PostgresReplicaSet set = PostgresReplicaSet.builder().replicas(1).start()) {
            set.server("replica-1").promote();

            assertThat(set.servers()).allMatch(server -> !server.isInRecovery());
        }
    }

    @Test
    void replicaIsAddedToARunningSet() {
        try (PostgresReplicaSet set = PostgresReplicaSet.builder().replicas(0).start()) {
            set.primary().execute("CREATE TABLE before AS SELECT generate_series(1, 10)");

            PostgresServer replica = set.addReplica();

            assertThat(replica.name()).isEqualTo("replica-1");
            assertThat(replica.query("SELECT count(*) FROM before")).isEqualTo("10");
        }
    }
}
