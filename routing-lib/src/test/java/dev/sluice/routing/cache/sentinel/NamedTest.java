package dev.sluice.routing.cache.sentinel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedTest {

    @Test
    void theNewestConfigurationCountsWhoeverSaysItFirst() {
        Named old = named("10.0.0.1", 6379, 3);
        Named fresh = named("10.0.0.2", 6379, 4);
        Named untold = named("10.0.0.3", 6379, -1);
        assertThat(Named.newest(List.of(old, fresh, old, untold))).containsExactly(fresh);
        assertThat(Named.newest(List.of(untold))).containsExactly(untold);
        assertThat(Named.newest(List.of())).isEmpty();
    }

    @Test
    void whereSentinelsOfOneConfigurationDisagreeEachCounts() {
        Named byName = named("redis-1.example", 6379, 4);
        Named byAddress = named("10.0.0.2", 6379, 4);
        assertThat(Named.newest(List.of(byName, byAddress))).containsExactly(byName, byAddress);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1, 6379, true",
        "10.0.0.1, 10.0.0.1, 6380, false",
        "10.0.0.1, 10.0.0.2, 6379, false",
        "::1, 0:0:0:0:0:0:0:1, 6379, true",
        "fd00::2, fd00::1, 6379, false",
    })
    void anAddressIsComparedAsOne(String host, String reached, int port, boolean same) throws UnknownHostException {
        InetSocketAddress there = new InetSocketAddress(InetAddress.getByName(reached), port);
        assertThat(named(host, 6379, 0).isAt(there)).isEqualTo(same);
    }

    /** Whatever it leads to now: only that it is what the connection was made to. */
    @Test
    void aNameIsComparedAsItWasNamed() throws UnknownHostException {
        InetAddress made = InetAddress.getByAddress("redis-1.example", new byte[] {10, 0, 0, 1});
        InetSocketAddress there = new InetSocketAddress(made, 6379);
        assertThat(named("redis-1.example", 6379, 0).isAt(there)).isTrue();
        assertThat(named("Redis-1.example", 6379, 0).isAt(there)).isTrue();
        assertThat(named("redis-2.example", 6379, 0).isAt(there)).isFalse();
        assertThat(named("10.0.0.1", 6379, 0).isAt(there)).isTrue();
    }

    @Test
    void aSentinelTellsForHowLongButNotOfASuccessor() {
        List<String> about =
                List.of("ip", "10.0.0.1", "port", "6379", "config-epoch", "4", "role-reported-time", "7000");
        assertThat(Named.of("10.0.0.1", 6379, about)).isEqualTo(new Named("10.0.0.1", 6379, 4, Duration.ofSeconds(7)));
        assertThat(Named.of("10.0.0.2", 6379, about)).isEqualTo(named("10.0.0.2", 6379, 4));
        assertThat(Named.of("10.0.0.1", 6379, List.of())).isEqualTo(named("10.0.0.1", 6379, -1));
    }

    private static Named named(String host, int port, long epoch) {
        return new Named(host, port, epoch, Duration.ZERO);
    }
}
