package dev.sluice.routing.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.health.PrimaryChoice.Answer;
import dev.sluice.routing.health.PrimaryChoice.Published;
import dev.sluice.routing.replication.Facts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;

/** What holds whatever servers answer, over histories in which each choice is published before the next one. */
class PrimaryChoicePropertyTest {

    private static final List<String> MEMBERS = List.of("m0", "m1", "m2", "m3");
    private static final int ROUNDS = 200;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @RepeatedTest(100)
    void neverTwoPrimariesAndNeverALowerTimelineThatIsNotAccepted() {
        Published published = Published.NOTHING;
        for (int round = 0; round < ROUNDS; round++) {
            List<Answer> answers = answers();
            Published seen = new Published(
                    published.primary(),
                    published.timeline(),
                    published.systemIdentifier(),
                    random.nextBoolean(),
                    random.nextInt(4) == 0 ? Integer.valueOf(1 + random.nextInt(4)) : null);
            PrimaryChoice choice = PrimaryChoice.of(answers, seen);
            check(
                    "seed " + seed + ", round " + round + ": " + answers + " " + seen + " -> " + choice,
                    answers,
                    seen,
                    choice);
            published = publish(seen, choice);
        }
    }

    private static void check(String as, List<Answer> answers, Published seen, PrimaryChoice choice) {
        assertThat(choice.standings().keySet())
                .as(as)
                .containsExactlyInAnyOrderElementsOf(
                        answers.stream().map(Answer::member).toList());
        assertThat(choice.standings().values().stream().filter(s -> s == Standing.PRIMARY))
                .as(as)
                .hasSize(choice.primary() == null ? 0 : 1);
        List<Answer> writers = answers.stream()
                .filter(a -> !a.facts().inRecovery() && choice.standings().get(a.member()) != Standing.FOREIGN)
                .toList();
        assertThat(choice.splitBrain()).as(as).isEqualTo(writers.size() > 1);
        if (choice.primary() == null) {
            return;
        }
        Answer chosen = writers.stream()
                .filter(a -> a.member().equals(choice.primary()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(as));
        assertThat(choice.standings().get(choice.primary())).as(as).isEqualTo(Standing.PRIMARY);
        Integer timeline = chosen.facts().timeline();
        assertThat(choice.timeline()).as(as).isEqualTo(timeline);
        boolean stepsBack = timeline != null && seen.timeline() != null && timeline < seen.timeline();
        assertThat(stepsBack && !Objects.equals(timeline, seen.acceptedTimeline()))
                .as(as)
                .isFalse();
        assertThat(writers)
                .as(as)
                .filteredOn(w -> choice.standings().get(w.member()) != Standing.STALE_PRIMARY)
                .allSatisfy(w -> assertThat(number(w)).isLessThanOrEqualTo(number(chosen)));
        boolean other =
                seen.systemIdentifier() != null && !seen.systemIdentifier().equals(choice.systemIdentifier());
        assertThat(other && seen.acceptedTimeline() == null).as(as).isFalse();
        boolean replaces = seen.primary() != null
                && !seen.primary().equals(choice.primary())
                && answers.stream().noneMatch(a -> a.member().equals(seen.primary()));
        if (replaces && seen.primaryAwaited()) {
            assertThat(seen.timeline()).as(as).isNotNull().isLessThan(number(chosen));
        }
    }

    private static int number(Answer answer) {
        Integer timeline = answer.facts().timeline();
        return timeline == null ? 0 : timeline;
    }

    private static Published publish(Published seen, PrimaryChoice choice) {
        return choice.primary() == null
                ? seen
                : new Published(
                        choice.primary(),
                        choice.timeline() == null ? seen.timeline() : choice.timeline(),
                        choice.systemIdentifier(),
                        true,
                        null);
    }

    private List<Answer> answers() {
        List<Answer> answers = new ArrayList<>();
        for (String member : MEMBERS) {
            if (random.nextInt(3) > 0) {
                Facts facts = random.nextInt(3) == 0 ? Facts.primary("0/1") : Facts.standby("0/1");
                answers.add(new Answer(
                        member, facts.timeline(timeline()).system(system()).get()));
            }
        }
        Collections.shuffle(answers, random);
        return answers;
    }

    private @Nullable Integer timeline() {
        return random.nextInt(8) == 0 ? null : Integer.valueOf(1 + random.nextInt(4));
    }

    private @Nullable String system() {
        return switch (random.nextInt(10)) {
            case 0 -> null;
            case 1 -> "other";
            default -> "ours";
        };
    }
}
