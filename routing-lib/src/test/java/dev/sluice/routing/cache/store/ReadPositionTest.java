package dev.sluice.routing.cache.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.replication.Lsn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadPositionTest {

    @ParameterizedTest
    @CsvSource({
        "0/3000100, 0/3000100, true",
        "0/3000108, 0/3000100, true",
        "0/30000F8, 0/3000100, false",
        "0/3000000, 0/3000028, true",
        "0/2FFFFE0, 0/3000028, false",
        "0/3000100, , false",
    })
    void aReplicaIsUpToDateThatHasReplayedAllThatThePrimaryHad(String replayed, String primary, boolean upToDate) {
        Lsn there = primary == null ? null : Lsn.parse(primary);
        assertThat(ReadPosition.replica(Lsn.parse(replayed), there).isUpToDate())
                .isEqualTo(upToDate);
    }

    @Test
    void whoVouchesForItIsUpToDate() {
        assertThat(ReadPosition.CURRENT.isUpToDate()).isTrue();
    }
}
