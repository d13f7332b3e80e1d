package dev.sluice.routing.rotation;

import dev.sluice.routing.health.Failure;
import dev.sluice.routing.health.LagLimits;
import dev.sluice.routing.health.Verdict;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which endpoints are used now: the document, and what the library itself knows beyond it. Immutable; pure.
 *
 * <p>For reads an endpoint must be good by both: the document decides membership and says Healthy, and the library has
 * no evidence against it. Evidence is kept by address, over new documents too, until a check of the library's own is
 * good. For writes it is the document's primary, or the one that the library has found since the document was made. A
 * document without a primary leaves the last one in place while it is still listed: it may only be out of the operator's
 * sight. Not so where the document says that it is {@link #refused}. A writer whose own answer contradicts the document
 * stays the one to ask, but is not used: see {@link #disproof}.
 */
public final class Rotation {

    private static final Verdict TRUSTED = Verdict.primary();

    private final Topology topology;
    private final Map<String, Verdict> own;
    private final @Nullable Followed followed;
    private final Baseline learned;
    private final @Nullable String lastWriter;
    private final @Nullable Told told;
    private final Set<String> rivals;
    private final Optional<Endpoint> writer;

    private Rotation(
            Topology topology,
            Map<String, Verdict> own,
            @Nullable Followed followed,
            Baseline learned,
            @Nullable String lastWriter,
            @Nullable Told told,
            Set<String> rivals) {
        this.topology = topology;
        this.own = Map.copyOf(own);
        this.followed = followed;
        this.learned = learned;
        this.lastWriter = lastWriter;
        this.told = told;
        this.rivals = Set.copyOf(rivals);
        this.writer = findWriter();
    }

    /** Nothing is known but the document. */
    public static Rotation of(Topology topology) {
        return new Rotation(topology, Map.of(), null, Baseline.NONE, null, null, Set.of());
    }

    /** The document. */
    public Topology topology() {
        return topology;
    }

    /** The replicas that reads go to: those with a weight or, when none of them is usable, those of weight 0. */
    public List<Endpoint> readers() {
        List<Endpoint> usable = topology.replicas().stream()
                .filter(e -> wanted(e) && verdict(e).state().readable())
                .filter(e -> !isWriter(e))
                .toList();
        List<Endpoint> weighted = usable.stream().filter(e -> e.weight() > 0).toList();
        return weighted.isEmpty() ? usable : weighted;
    }

    /** Who is held to be the primary; empty when no primary is known. */
    public Optional<Endpoint> writer() {
        return writer;
    }

    /** Where writes go, and reads in place of a replica: the writer, unless there is a {@link #disproof} of it. */
    public Optional<Endpoint> writable() {
        return writer.filter(w -> disproof().isEmpty());
    }

    /**
     * Why the writer is not used: by its own last answer it is another database than the document's, or out of recovery on
     * an older timeline. Empty while it has not been asked; what it said before it fell silent holds.
     */
    public Optional<Verdict> disproof() {
        return told == null || !writer.map(Endpoint::address).equals(Optional.of(told.address()))
                ? Optional.empty()
                : told.against(topology);
    }

    /** The addresses of servers that take writes, with a course of history that is not behind that of the writer. */
    public Set<String> rivals() {
        return rivals;
    }

    /** With other ones, as a round of checks has found them. */
    public Rotation withRivals(Set<String> found) {
        return found.equals(rivals) ? this : new Rotation(topology, own, followed, learned, lastWriter, told, found);
    }

    /**
     * Whether another server than the writer may be the one that others write to, so that what is read here need not be
     * what has been committed: it takes writes too, the writer is not used, or the document refuses one.
     */
    public boolean primaryInDoubt() {
        String address = writer.map(Endpoint::address).orElse(null);
        return disproof().isPresent()
                || rivals.stream().anyMatch(rival -> !rival.equals(address))
                || topology.endpoints().stream().anyMatch(this::refused);
    }

    /** The newest timeline of a primary that is known of; 0 when none is. */
    public int timeline() {
        return Stream.of(topology.timeline(), learned.timeline(), followed == null ? null : followed.timeline())
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    /** Why the writer gets no writes, for a person; empty when it gets them. */
    public String whyNotWritten() {
        return disproof().map(wrong -> wrong.reason() + ": " + wrong.message()).orElse("");
    }

    /** Whether writes follow an endpoint that the document does not name as primary. */
    public boolean followsAhead() {
        return followed != null;
    }

    /**
     * Whether the document says that this server must not be written to, though it may accept it: the operator saw it,
     * and chose neither it nor another one (a split brain, a timeline below the published one, another database).
     */
    public boolean refused(Endpoint endpoint) {
        return refuses(topology, endpoint);
    }

    private static boolean refuses(Topology topology, Endpoint endpoint) {
        return topology.primary() == null && endpoint.state() == EndpointState.WRONG_ROLE;
    }

    /** Whether the document lets reads go to this endpoint; at once, or when no other is left. */
    public boolean wanted(Endpoint endpoint) {
        return endpoint.state().readable();
    }

    /** What the library itself holds of an endpoint; healthy when it knows nothing against it. */
    public Verdict verdict(Endpoint endpoint) {
        return own.getOrDefault(endpoint.address(), TRUSTED);
    }

    /**
     * Whether what an endpoint holds is fresh as far as is known: it is the primary, or a replica that is good by the
     * document and by own knowledge, whether or not reads go there.
     */
    public boolean fresh(Endpoint endpoint) {
        if (isWriter(endpoint)) {
            return disproof().isEmpty();
        }
        return at(endpoint.address())
                .filter(e -> wanted(e) && verdict(e).state().readable())
                .isPresent();
    }

    /** Why a replica gets no reads, for a person; empty when it gets some. */
    public String whyNotRead(Endpoint replica) {
        if (!replica.state().readable()) {
            return "published as " + replica.state() + " (" + replica.reason() + ")";
        }
        if (isWriter(replica)) {
            return "is the primary";
        }
        Verdict verdict = verdict(replica);
        if (!verdict.state().readable()) {
            return verdict.reason() + ": " + verdict.message();
        }
        return readers().contains(replica) ? "" : "weight 0, and another replica is usable";
    }

    /** The limits that hold for an endpoint. */
    public LagLimits limits(Endpoint endpoint) {
        return new LagLimits(
                endpoint.maxLag() != null
                        ? endpoint.maxLag()
                        : topology.policy().maxLag(),
                topology.policy().maxLagBytes());
    }

    /** What servers must agree with: the newest that is known. */
    public Baseline baseline() {
        String system = topology.systemIdentifier() != null ? topology.systemIdentifier() : learned.systemIdentifier();
        Integer timeline = topology.timeline() != null ? topology.timeline() : learned.timeline();
        return new Baseline(system, followed != null ? Integer.valueOf(followed.timeline()) : timeline);
    }

    /** Under another document. What the library found by itself holds until the document has caught up with it. */
    public Rotation withTopology(Topology next) {
        Set<String> listed = next.endpoints().stream().map(Endpoint::address).collect(Collectors.toSet());
        Map<String, Verdict> kept = new HashMap<>(own);
        kept.keySet().retainAll(listed);
        boolean sameCluster = next.uid().equals(topology.uid());
        Followed ahead = followed != null && sameCluster && isAhead(followed, next) ? followed : null;
        // The document may be of later than an answer that agreed with the one before; a contradiction holds until a
        // check.
        Told heard = disproof().isPresent() ? told : null;
        String last = sameCluster ? writer.map(Endpoint::address).orElse(null) : null;
        Set<String> beside = rivals.stream().filter(listed::contains).collect(Collectors.toSet());
        return new Rotation(next, kept, ahead, sameCluster ? learned : Baseline.NONE, last, heard, beside);
    }

    private static boolean isAhead(Followed followed, Topology next) {
        boolean usable =
                next.endpoints().stream().anyMatch(e -> e.address().equals(followed.address()) && !refuses(next, e));
        boolean confirmed = next.primary() != null && next.primary().address().equals(followed.address());
        boolean caughtUp = next.timeline() != null && next.timeline() >= followed.timeline() && next.primary() != null;
        return usable && !confirmed && !caughtUp;
    }

    /** Without an endpoint that has just failed, until a check of it is good. */
    public Rotation ejecting(Endpoint endpoint, Failure failure) {
        return judging(Map.of(
                endpoint.address(), new Verdict(EndpointState.UNREACHABLE, failure.reason(), failure.message())));
    }

    /** With the verdicts of a round of checks, by address. */
    public Rotation judging(Map<String, Verdict> verdicts) {
        Map<String, Verdict> merged = new HashMap<>(own);
        merged.putAll(verdicts);
        return new Rotation(topology, merged, followed, learned, lastWriter, told, rivals);
    }

    /** With what the primary's own answer said. */
    public Rotation learning(Baseline fromPrimary) {
        return new Rotation(topology, own, followed, fromPrimary, lastWriter, told, rivals);
    }

    /**
     * With what the writer's own answer said of it.
     *
     * @param said its database, and its timeline unless it is a standby, whose timeline may be that of its last restart
     *     point
     */
    public Rotation hearing(Endpoint endpoint, Baseline said) {
        return new Rotation(topology, own, followed, learned, lastWriter, new Told(endpoint.address(), said), rivals);
    }

    /** With writes going to another endpoint from now on, which has this timeline. */
    public Rotation following(Endpoint endpoint, int timeline) {
        Map<String, Verdict> kept = new HashMap<>(own);
        kept.remove(endpoint.address());
        return new Rotation(
                topology, kept, new Followed(endpoint.address(), timeline), learned, lastWriter, told, rivals);
    }

    private boolean isWriter(Endpoint endpoint) {
        return writer.filter(w -> w.address().equals(endpoint.address())).isPresent();
    }

    private Optional<Endpoint> findWriter() {
        if (followed != null) {
            Optional<Endpoint> found = at(followed.address());
            if (found.isPresent()) {
                return found;
            }
        }
        if (topology.primary() != null) {
            return Optional.of(topology.primary());
        }
        return Optional.ofNullable(lastWriter).flatMap(this::at).filter(e -> !refused(e));
    }

    private Optional<Endpoint> at(String address) {
        return topology.endpoints().stream()
                .filter(e -> e.address().equals(address))
                .findFirst();
    }
}
