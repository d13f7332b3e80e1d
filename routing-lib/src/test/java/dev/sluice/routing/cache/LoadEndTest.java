package dev.sluice.routing.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoadEndTest {

    private static final Load<String> ANY = position -> CompletableFuture.completedFuture("value");
    private static final Load<String> COMMITTED = new CommittedLoad<>(() -> CompletableFuture.completedFuture("value"));

    @Test
    void whatBeganAfterAReaderHadComeIsForIt() {
        LoadEnd end = new LoadEnd(5, true, true, "value");
        assertThat(end.isFor(4, COMMITTED)).isTrue();
        assertThat(end.isFor(5, COMMITTED)).isFalse();
        assertThat(end.isFor(6, ANY)).isFalse();
        assertThat(new LoadEnd(Long.MIN_VALUE, true, true, "value").isFor(Long.MAX_VALUE, ANY))
                .as("the count of nanoseconds may overflow")
                .isTrue();
    }

    @Test
    void whatIsNotSharedIsForNobody() {
        assertThat(new LoadEnd(5, false, true, "value").isFor(4, ANY)).isFalse();
    }

    @Test
    void whatMayBeOlderThanWhatIsCommittedIsNotForWhoWantsThat() {
        LoadEnd end = new LoadEnd(5, true, false, "value");
        assertThat(end.isFor(4, ANY)).isTrue();
        assertThat(end.isFor(4, COMMITTED)).isFalse();
    }

    @Test
    void whoHasNotEndedMayStillHaveSomething() {
        CompletableFuture<LoadEnd> load = new CompletableFuture<>();
        assertThat(LoadEnd.isNothingFor(load, 4, ANY)).isFalse();
        load.complete(new LoadEnd(5, true, false, "value"));
        assertThat(LoadEnd.isNothingFor(load, 4, ANY)).isFalse();
        assertThat(LoadEnd.isNothingFor(load, 4, COMMITTED)).isTrue();
    }

    @Test
    void whatHasFailedHasItsErrorForWhoWaits() {
        assertThat(LoadEnd.isNothingFor(CompletableFuture.failedFuture(new IOException("down")), 4, COMMITTED))
                .isFalse();
    }
}
