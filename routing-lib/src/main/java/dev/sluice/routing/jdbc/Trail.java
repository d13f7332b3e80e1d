package dev.sluice.routing.jdbc;

import dev.sluice.routing.topology.Endpoint;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where one call has been in vain, and how long it may go on. For one thread. */
final class Trail {

    private final InstantSource time;
    private final Duration patience;
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();
    private final Set<String> tried = new HashSet<>();
    private Instant deadline;
    private boolean onlyBusy = true;
    private boolean looked;
    private @Nullable SQLException last;

    Trail(InstantSource time, Duration patience) {
        this.time = time;
        this.patience = patience;
        this.deadline = time.instant().plus(patience);
    }

    /** Begins the time anew, after a statement has run for a while. */
    void rest() {
        deadline = time.instant().plus(patience);
    }

    void failed(Endpoint endpoint, SQLException error) {
        onlyBusy &= error instanceof PoolBusyException;
        last = error;
        tried.add(endpoint.address());
        String reason = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        attempts.put(endpoint.name(), new Attempt(endpoint.name(), endpoint.address(), reason));
    }

    /** Addresses that have been tried. */
    Set<String> tried() {
        return tried;
    }

    /** Whether replicas have been tried, and all of them were only busy. */
    boolean onlyBusy() {
        return onlyBusy && !attempts.isEmpty();
    }

    /** Whether the endpoints have not been checked for this call; asked once. */
    boolean mayLook() {
        boolean may = !looked;
        looked = true;
        return may;
    }

    Duration remaining() {
        Duration left = Duration.between(time.instant(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Notes an endpoint that is not even tried. */
    void passedOver(Endpoint endpoint, String reason) {
        attempts.putIfAbsent(endpoint.name(), new Attempt(endpoint.name(), endpoint.address(), "not tried, " + reason));
    }

    NoEndpointException exhausted(String what) {
        return new NoEndpointException(what, List.copyOf(attempts.values()), last);
    }
}
