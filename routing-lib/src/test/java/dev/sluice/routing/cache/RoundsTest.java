package dev.sluice.routing.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final Rounds<String> rounds = new Rounds<>(LONG, Runnable::run);
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
    void aRoundThatDoesNotEndKeepsTheNextOneWaitingForAWhileOnlyAndTellsThoseInIt() {
        Rounds<String> impatient = new Rounds<>(Duration.ofMillis(20), Runnable::run);
        CompletableFuture<String> hangs = new CompletableFuture<>();
        Rounds.Place<String> first = impatient.join("k", () -> hangs);
        Rounds.Place<String> second = impatient.join("k", () -> CompletableFuture.completedFuture("new"));
        assertThat(second.result()).succeedsWithin(LONG).isEqualTo("new");
        assertThat(first.overdue()).succeedsWithin(LONG);
        assertThat(first.result()).isNotDone();
        hangs.complete("late");
        assertThat(first.result()).isCompletedWithValue("late");
        assertThat(second.overdue()).isNotDone();
        assertThat(impatient.join("k", () -> hangs).leads()).isTrue();
    }

    /** Which may block, where an executor runs what it is given on the spot. */
    @Test
    void whatIsFreedByTimeGoesOnOnTheThreadThatIsThereForIt() {
        Duration soon = Duration.ofMillis(20);
        Rounds<String> impatient = new Rounds<>(soon, task -> new Thread(task, "late").start());
        Rounds.Place<String> hangs = impatient.join("k", CompletableFuture::new);
        CompletableFuture<String> told = hangs.overdue().thenApply(none -> threadName());
        Rounds.Place<String> next = impatient.join("k", () -> CompletableFuture.completedFuture(threadName()));
        assertThat(next.result()).succeedsWithin(LONG).isEqualTo("late");
        assertThat(told).succeedsWithin(LONG);

        LoadLimit limit = new LoadLimit(1, soon, task -> new Thread(task, "late").start());
        limit.enter(CompletableFuture::new);
        CompletableFuture<String> let = new CompletableFuture<>();
        limit.enter(() -> {
            let.complete(threadName());
            return let;
        });
        assertThat(let).succeedsWithin(LONG).isEqualTo("late");
    }

    @Test
    void aRoundWhoseWorkBlocksIsOverdueToo() {
        Rounds<String> impatient = new Rounds<>(Duration.ofMillis(20), Runnable::run);
        Rounds.Place<String> first = impatient.join("k", () -> {
            Rounds.Place<String> next = impatient.join("k", () -> CompletableFuture.completedFuture("next"));
            assertThat(next.result()).succeedsWithin(LONG).isEqualTo("next");
            return CompletableFuture.completedFuture("first");
        });
        assertThat(first.result()).isCompletedWithValue("first");
    }

    private static String threadName() {
        return Thread.currentThread().getName();
    }

    @Test
    void onlySoManyAreLetInAndTheOthersInTheirTurn() {
        LoadLimit limit = new LoadLimit(2, LONG, Runnable::run);
        List<CompletableFuture<String>> let = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            enter(limit, let);
        }
        assertThat(let).hasSize(2);
        let.get(0).complete("done");
        assertThat(let).hasSize(3);
        List.copyOf(let).forEach(load -> load.completeExceptionally(new IllegalStateException("failed")));
        assertThat(let).hasSize(4);
        let.get(3).complete("done");
        enter(limit, let);
        enter(limit, let);
        enter(limit, let);
        assertThat(let).hasSize(6);
    }

    @Test
    void aLoadThatDoesNotEndHoldsItsPlaceForAWhileOnly() {
        LoadLimit limit = new LoadLimit(1, Duration.ofMillis(20), Runnable::run);
        limit.enter(CompletableFuture::new);
        CompletableFuture<Void> let = new CompletableFuture<>();
        limit.enter(() -> {
            let.complete(null);
            return let;
        });
        assertThat(let).succeedsWithin(LONG);
    }

    @Test
    void whatALoadDoesItselfIsInside() {
        LoadLimit limit = new LoadLimit(1, LONG, Runnable::run);
        List<Boolean> inside = new ArrayList<>();
        limit.inside(() -> {
            limit.inside(() -> inside.add(limit.isInside()));
            inside.add(limit.isInside());
        });
        inside.add(limit.isInside());
        assertThat(inside).containsExactly(true, true, false);
    }

    private static void enter(LoadLimit limit, List<CompletableFuture<String>> let) {
        limit.enter(() -> {
            CompletableFuture<String> load = new CompletableFuture<>();
            let.add(load);
            return load;
        });
    }

    private Rounds.Place<String> join(String key) {
        return rounds.join(key, () -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            begun.add(work);
            return work;
        });
    }
}
