package dev.sluice.routing.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private final Rounds<String> rounds = new Rounds<>();
    private final List<CompletableFuture<String>> begun = new ArrayList<>();

    @Test
    void whoeverComesWhileARoundRunsGetsTheNextOne() {
        Rounds.Place<String> first = join("k");
        Rounds.Place<String> second = join("k");
        Rounds.Place<String> third = join("k");
        assertThat(begun).as("one at a time").hasSize(1);
        assertThat(List.of(first.leads(), second.leads(), third.leads())).containsExactly(true, true, false);

        begun.get(0).complete("old");
        assertThat(first.result()).isCompletedWithValue("old");
        assertThat(second.result()).isNotDone();
        assertThat(begun).hasSize(2);
        begun.get(1).complete("new");
        assertThat(second.result()).isCompletedWithValue("new");
        assertThat(third.result()).isCompletedWithValue("new");

        assertThat(join("k").leads()).as("nothing is left of them").isTrue();
        assertThat(begun).hasSize(3);
    }

    @Test
    void keysHaveNothingToDoWithEachOther() {
        join("a");
        Rounds.Place<String> other = join("b");
        assertThat(begun).hasSize(2);
        begun.get(1).complete("b");
        assertThat(other.result()).isCompletedWithValue("b");
    }

    @Test
    void aRoundThatFailsOrCannotBeginLetsTheNextOneBegin() {
        Rounds.Place<String> first = join("k");
        Rounds.Place<String> second = rounds.join("k", () -> {
            throw new IllegalStateException("cannot begin");
        });
        begun.get(0).completeExceptionally(new IllegalArgumentException("failed"));
        assertThatThrownBy(first.result()::join).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(second.result()::join).hasCauseInstanceOf(IllegalStateException.class);
        Rounds.Place<String> third = join("k");
        begun.get(1).complete("well");
        assertThat(third.result()).isCompletedWithValue("well");
    }

    @Test
    void onlySoManyAreLetInAndTheOthersInTheirTurn() {
        LoadLimit limit = new LoadLimit(2);
        List<Integer> let = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int number = i;
            limit.enter(() -> let.add(number));
        }
        assertThat(let).containsExactly(0, 1);
        limit.leave();
        assertThat(let).containsExactly(0, 1, 2);
        limit.leave();
        limit.leave();
        limit.leave();
        limit.enter(() -> let.add(4));
        assertThat(let).containsExactly(0, 1, 2, 3, 4);
    }

    private Rounds.Place<String> join(String key) {
        return rounds.join(key, () -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            begun.add(work);
            return work;
        });
    }
}
