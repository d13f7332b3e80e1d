package dev.sluice.routing.monitor;

import dev.sluice.routing.connect.Connector;
import dev.sluice.routing.topology.Endpoint;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One {@link Asker} per endpoint and database. */
final class Askers {

    private record Key(String address, String database) {}

    private final ConcurrentMap<Key, Asker> askers = new ConcurrentHashMap<>();
    private final Connector connector;
    private final InstantSource time;
    private final Supplier<String> database;

    Askers(Connector connector, InstantSource time, Supplier<String> database) {
        this.connector = connector;
        this.database = database;
        this.time = time;
    }

    Asker of(Endpoint endpoint) {
        String current = database.get();
        return askers.computeIfAbsent(
                new Key(endpoint.address(), current), key -> new Asker(endpoint, current, connector, time));
    }

    /** Forgets the askers of all other endpoints. */
    void retain(Collection<Endpoint> endpoints) {
        Set<String> addresses = endpoints.stream().map(Endpoint::address).collect(Collectors.toSet());
        String current = database.get();
        askers.entrySet().removeIf(entry -> {
            Key key = entry.getKey();
            boolean gone = !addresses.contains(key.address()) || !key.database().equals(current);
            if (gone) {
                entry.getValue().forget();
            }
            return gone;
        });
    }

    /** Drops all connections. */
    void forgetAll() {
        askers.values().forEach(Asker::forget);
    }
}
