package dev.sluice.routing.health;

import dev.sluice.routing.replication.ServerFacts;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of the members that answered is the primary. Pure.
 *
 * <p>A member is out of recovery or not by its own word, never by the spec. Of several out of recovery the highest
 * timeline wins, never the highest position: a primary that was left behind and kept writing has that. With equal
 * timelines the published primary stays, and without one nobody is chosen. While the primary is silent and its failure
 * not confirmed, only a higher timeline replaces it. A timeline below the published one is never
 * accepted unless it is accepted by name, which is how a restore on purpose is told from an old primary that came back.
 *
 * @param primary the chosen member's name, null for none
 * @param timeline its timeline, null when the server refuses to tell it
 * @param systemIdentifier of the database that the members are copies of, null when none told it
 * @param standings what each answering member is
 * @param splitBrain whether two or more members of the database accept writes
 */
public record PrimaryChoice(
        @Nullable String primary,
        @Nullable Integer timeline,
        @Nullable String systemIdentifier,
        Map<String, Standing> standings,
        boolean splitBrain) {

    public PrimaryChoice {
        standings = Map.copyOf(standings);
    }

    /**
     * What has been published before.
     *
     * @param primary the published primary's name
     * @param timeline the published timeline
     * @param systemIdentifier the published system identifier
     * @param primaryAwaited whether a member that is, or where none is published may be, the primary is silent and its
     *     failures are not confirmed
     * @param acceptedTimeline a lower timeline that is accepted on purpose
     */
    public record Published(
            @Nullable String primary,
            @Nullable Integer timeline,
            @Nullable String systemIdentifier,
            boolean primaryAwaited,
            @Nullable Integer acceptedTimeline) {

        /** Nothing has been published. */
        public static final Published NOTHING = new Published(null, null, null, false, null);
    }

    /** One member's answer. */
    public record Answer(String member, ServerFacts facts) {}

    /**
     * Chooses.
     *
     * @param answers the answers of one round, in the order of the spec, its primary first
     * @param published what has been published before
     */
    public static PrimaryChoice of(List<Answer> answers, Published published) {
        String system = referenceSystem(answers, published);
        List<Answer> writable = answers.stream()
                .filter(a -> isOf(system, a) && !a.facts().inRecovery())
                .toList();
        List<Answer> eligible =
                writable.stream().filter(a -> !isStale(a, published)).toList();
        boolean awaited = published.primaryAwaited()
                && answers.stream().noneMatch(a -> a.member().equals(published.primary()));
        Optional<Answer> chosen = choose(eligible, published, awaited);
        Map<String, Standing> standings = new HashMap<>();
        for (Answer answer : answers) {
            standings.put(answer.member(), standing(answer, system, chosen, published));
        }
        return new PrimaryChoice(
                chosen.map(Answer::member).orElse(null),
                chosen.map(a -> a.facts().timeline()).orElse(null),
                system,
                standings,
                writable.size() > 1);
    }

    // The published identifier, as long as a member that accepts writes has it; after a restore none has, and then the
    // new one must be accepted by its timeline like any other step back. Standbys of the old database may still run.
    private static @Nullable String referenceSystem(List<Answer> answers, Published published) {
        String known = published.systemIdentifier();
        boolean restored = known != null
                && answers.stream()
                        .filter(a -> !a.facts().inRecovery())
                        .noneMatch(a -> known.equals(a.facts().systemIdentifier()))
                && answers.stream().anyMatch(a -> isAnotherAccepted(a, known, published));
        if (known != null && !restored) {
            return known;
        }
        return answers.stream()
                .filter(a -> !restored || isAnotherAccepted(a, known, published))
                .sorted(Comparator.comparing(a -> a.facts().inRecovery()))
                .map(a -> a.facts().systemIdentifier())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(known);
    }

    private static boolean isAnotherAccepted(Answer answer, @Nullable String known, Published published) {
        String own = answer.facts().systemIdentifier();
        return own != null && !own.equals(known) && !answer.facts().inRecovery() && isAccepted(answer, published);
    }

    private static boolean isOf(@Nullable String system, Answer answer) {
        String own = answer.facts().systemIdentifier();
        return own == null || system == null || own.equals(system);
    }

    private static boolean isAccepted(Answer answer, Published published) {
        return published.acceptedTimeline() != null
                && published.acceptedTimeline().equals(answer.facts().timeline());
    }

    private static boolean isStale(Answer answer, Published published) {
        Integer own = answer.facts().timeline();
        Integer reached = published.timeline();
        return own != null && reached != null && own < reached && !isAccepted(answer, published);
    }

    private static Optional<Answer> choose(List<Answer> eligible, Published published, boolean awaited) {
        int highest =
                eligible.stream().mapToInt(PrimaryChoice::timelineOf).max().orElse(0);
        List<Answer> best =
                eligible.stream().filter(a -> timelineOf(a) == highest).toList();
        Optional<Answer> incumbent = best.stream()
                .filter(a -> a.member().equals(published.primary()))
                .findFirst();
        if (incumbent.isPresent()) {
            return incumbent;
        }
        if (best.size() != 1) {
            return Optional.empty();
        }
        Answer only = best.get(0);
        // A primary may be silent for a moment; only a promotion, a higher timeline, replaces it at once.
        boolean promoted = published.timeline() != null && timelineOf(only) > published.timeline();
        return promoted || !awaited ? Optional.of(only) : Optional.empty();
    }

    private static int timelineOf(Answer answer) {
        Integer timeline = answer.facts().timeline();
        return timeline == null ? 0 : timeline;
    }

    private static Standing standing(
            Answer answer, @Nullable String system, Optional<Answer> chosen, Published published) {
        if (!isOf(system, answer)) {
            return Standing.FOREIGN;
        }
        if (answer.facts().inRecovery()) {
            return Standing.REPLICA;
        }
        if (chosen.isPresent() && chosen.get().equals(answer)) {
            return Standing.PRIMARY;
        }
        return isStale(answer, published) ? Standing.STALE_PRIMARY : Standing.SECOND_PRIMARY;
    }
}
