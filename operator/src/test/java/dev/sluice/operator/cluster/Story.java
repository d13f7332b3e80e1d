package dev.sluice.operator.cluster;

import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.probe.Observation;
import dev.sluice.routing.health.Failure;
import dev.sluice.routing.health.Reason;
import dev.sluice.routing.replication.Capability;
import dev.sluice.routing.replication.Lsn;
import dev.sluice.routing.replication.Receiver;
import dev.sluice.routing.replication.ServerFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays rounds of probes on a cluster, ten seconds apart.
 *
 * <p>Rounds are separated by {@code |}; a round names members, each with what came of its probe: {@code -} is a timeout,
 * {@code !} a server that refuses the password,
 * {@code W2} a server that accepts writes on timeline 2, {@code S2} a standby on timeline 2 that has replayed all,
 * {@code W?} one that does not tell its timeline. Letters after that say more: {@code x} it is of another database,
 * {@code b} it is 20 MB behind and its last commit is a minute old, {@code c} it is 1 kB behind without any commit,
 * {@code d} its log receiver is down, {@code s} it was started three seconds ago,
 * {@code i} and {@code j} it was started when all others with this letter were, so it is the same server, {@code h} it refuses to tell its position, {@code n} the login sees no statistics.
 */
public final class Story {

    public static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    public static final Duration INTERVAL = Duration.ofSeconds(10);
    public static final String SYSTEM = "7431000000000000001";

    private static final Lsn WRITTEN = Lsn.parse("0/5000000");
    private static final Pattern STEP = Pattern.compile("([a-z0-9]+)=(-|!|([WS])([0-9]+|\\?)([a-z]*))");

    private final ClusterJudge judge = new ClusterJudge();
    private ClusterState state;
    private Instant now = START;

    private Story(ClusterState state) {
        this.state = state;
    }

    /** Begins where nothing is known. */
    public static Story of(PlanBuilder plan) {
        return new Story(ClusterJudge.renew(plan.build(), null, START));
    }

    /** Begins where an earlier operator has stopped. */
    public static Story from(ClusterState resumed) {
        return new Story(resumed);
    }

    /** Plays rounds. */
    public Story rounds(String rounds) {
        for (String round : rounds.split("\\|", -1)) {
            play(round.trim(), null);
        }
        return this;
    }

    /** Plays a round in which the Secrets give no access. */
    public Story denied(AccessResult.Reason reason, String message) {
        String silent =
                state.members().stream().map(m -> m.member().name() + "=-").collect(Collectors.joining(" "));
        play(silent, new AccessResult.Denied(reason, message));
        return this;
    }

    /** Goes on with a changed spec. */
    public Story renew(PlanBuilder plan) {
        state = ClusterJudge.renew(plan.build(), state, now);
        return this;
    }

    public ClusterState state() {
        return state;
    }

    public MemberState member(String name) {
        return state.member(name).orElseThrow();
    }

    public Instant now() {
        return now;
    }

    /** The states of all members, such as {@code p=HEALTHY r1=LAGGING}. */
    public String states() {
        return state.members().stream()
                .map(m -> m.member().name() + "=" + m.verdict().state())
                .collect(Collectors.joining(" "));
    }

    /** What applications are told of all members, in the same form. */
    public String routed() {
        return state.members().stream()
                .map(m -> m.member().name() + "=" + m.routed().state())
                .collect(Collectors.joining(" "));
    }

    @SuppressWarnings("NullAway") // on this JDK it does not see that a nested type is nullable in a compiled record
    private void play(String round, AccessResult.@Nullable Denied denied) {
        now = now.plus(INTERVAL);
        Map<String, Observation> observations = new HashMap<>();
        Matcher step = STEP.matcher(round);
        while (step.find()) {
            observations.put(step.group(1), observation(step));
        }
        String read = observations.isEmpty() ? "" : step.replaceAll("").trim();
        if (observations.isEmpty() || !read.isEmpty()) {
            throw new IllegalArgumentException("not a round: \"" + round + "\"");
        }
        state = judge.next(state, new Round(observations, state.plan().generation(), denied, now));
    }

    private Observation observation(Matcher step) {
        if (step.group(2).equals("-")) {
            return new Observation.Failed(
                    new Failure(Reason.Timeout, step.group(1) + " did not answer."), Duration.ofSeconds(5));
        }
        if (step.group(2).equals("!")) {
            return new Observation.Failed(
                    new Failure(Reason.AuthenticationFailed, step.group(1) + " refuses the password."),
                    Duration.ofMillis(5));
        }
        boolean standby = step.group(3).equals("S");
        Integer timeline = step.group(4).equals("?") ? null : Integer.valueOf(step.group(4));
        return new Observation.Answered(
                facts(standby, timeline, step.group(5)), now, Duration.ofMillis(7), Duration.ofMillis(2));
    }

    private @Nullable Instant startedAt(String flags) {
        if (flags.contains("i")) {
            return START.minusSeconds(100);
        }
        if (flags.contains("j")) {
            return START.minusSeconds(200);
        }
        return flags.contains("s") ? now.minusSeconds(3) : null;
    }

    private ServerFacts facts(boolean standby, @Nullable Integer timeline, String flags) {
        UnaryOperator<Lsn> less = lsn ->
                new Lsn(lsn.value() - (flags.contains("b") ? 20_000_000 : 0) - (flags.contains("c") ? 1_000 : 0));
        Lsn position = flags.contains("h") ? null : less.apply(WRITTEN);
        Receiver receiver = flags.contains("d") ? Receiver.ABSENT : Receiver.PRESENT;
        Instant commit = flags.contains("c") ? null : now.minusSeconds(flags.contains("b") ? 60 : 1);
        Set<Capability> refused =
                flags.contains("h") ? EnumSet.of(Capability.POSITION) : EnumSet.noneOf(Capability.class);
        return new ServerFacts(
                standby,
                flags.contains("x") ? "7439999999999999999" : SYSTEM,
                timeline,
                position,
                standby ? position : null,
                now,
                startedAt(flags),
                standby ? commit : null,
                standby ? receiver : Receiver.UNKNOWN,
                false,
                !flags.contains("n"),
                refused);
    }
}
