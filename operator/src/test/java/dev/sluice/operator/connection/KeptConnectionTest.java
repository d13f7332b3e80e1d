package dev.sluice.operator.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptConnectionTest {

    private final List<String> closed = new ArrayList<>();
    private final List<Runnable> ends = new ArrayList<>();
    private final KeptConnection<String, String> kept =
            new KeptConnection<>(closed::add, (open, ended) -> ends.add(ended));

    @Test
    void staysOpenFromOneAttemptToTheNext() {
        assertThat(made(kept.begin("server"), "first")).isEqualTo("first");
        assertThat(made(kept.begin("server"), "second")).isEqualTo("first");
        assertThat(closed).isEmpty();
    }

    @Test
    void anotherServerIsConnectedToAnew() {
        made(kept.begin("server"), "first");
        assertThat(made(kept.begin("elsewhere"), "second")).isEqualTo("second");
        assertThat(closed).containsExactly("first");
    }

    @Test
    void oneThatComesAfterItsAttemptIsClosed() {
        int own = kept.begin("server");
        Promise<String> slow = Promise.promise();
        Future<String> used = kept.orMade(own, slow::future);
        assertThat(kept.drop(own)).as("connected").isFalse();
        assertThat(kept.isOver(own)).isTrue();
        slow.complete("late");
        assertThat(used.failed()).isTrue();
        assertThat(closed).containsExactly("late");
        assertThat(kept.current()).isNull();
    }

    @Test
    void oneThatIsBeingMadeIsDroppedToo() {
        Promise<String> slow = Promise.promise();
        Future<String> used = kept.orMade(kept.begin("server"), slow::future);
        kept.dropAny();
        slow.complete("by an old password");
        assertThat(used.failed()).isTrue();
        assertThat(closed).containsExactly("by an old password");
    }

    @Test
    void anAttemptThatIsOverDropsNothingOfTheNextOne() {
        int over = kept.begin("server");
        made(kept.begin("server"), "open");
        assertThat(kept.drop(over)).as("connected").isTrue();
        kept.leave(over);
        assertThat(kept.current()).isEqualTo("open");
    }

    @Test
    void whoLeavesTheConnectionGoesOnWithTheAttempt() {
        int own = kept.begin("server");
        made(own, "of a replica");
        kept.leave(own);
        assertThat(closed).containsExactly("of a replica");
        assertThat(kept.isOver(own)).isFalse();
    }

    @Test
    void oneThatHasEndedIsMadeAnew() {
        made(kept.begin("server"), "first");
        ends.get(0).run();
        assertThat(kept.current()).isNull();
        assertThat(made(kept.begin("server"), "second")).isEqualTo("second");
        ends.get(0).run();
        assertThat(kept.current()).isEqualTo("second");
    }

    @Test
    void afterItsEndNothingIsKept() {
        kept.close();
        int own = kept.begin("server");
        assertThat(kept.orMade(own, () -> Future.succeededFuture("late")).failed())
                .isTrue();
        assertThat(closed).containsExactly("late");
    }

    private String made(int own, String fresh) {
        return kept.orMade(own, () -> Future.succeededFuture(fresh)).result();
    }
}
