package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.store.Dependencies;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The versions that this process has been told by the server, and that have not changed since: the server tells when one
 * does ({@link Tracking}). What is kept is never wrong as long as these hold:
 *
 * <ul>
 *   <li>a version is learnt from a read that the server has noted, so that it tells the next change;
 *   <li>{@link #changed}, {@link #changedAll} are called when a change is told, before an answer that was sent behind it
 *       is looked at;
 *   <li>{@link #changedAll} is called when the connection is lost, before there is another one.
 * </ul>
 *
 * <p>A version is kept only if nothing has been told of it since it was asked for, so it does not matter if the answer to a
 * reader is looked at after a change that was told behind it. Thread-safe.
 */
final class KnownVersions {

    /** So many names at most; beyond that, all are forgotten. */
    static final int MOST = 10_000;

    private final KeyNames names;
    private volatile Generation generation = new Generation();

    /** What is known from one time on at which nothing was. */
    private static final class Generation {
        final Map<String, Version> versions = new ConcurrentHashMap<>();
        final Map<Dependencies, Version[]> all = new ConcurrentHashMap<>();
    }

    private static final class Version {
        private volatile byte @Nullable [] id;
        private long told;

        synchronized void changed() {
            told++;
            id = null;
        }

        synchronized long told() {
            return told;
        }

        synchronized void learn(byte[] read, long toldBefore) {
            if (told == toldBefore) {
                id = read;
            }
        }
    }

    /** A time at which these versions are asked for. */
    static final class Moment {
        private final Version[] versions;
        private final long[] told;

        private Moment(Version[] versions) {
            this.versions = versions;
            this.told = new long[versions.length];
            for (int i = 0; i < told.length; i++) {
                told[i] = versions[i].told();
            }
        }

        /** Keeps what was read after this moment, in the order of the names; null is a version that is missing. */
        void learn(List<byte @Nullable []> read) {
            for (int i = 0; i < versions.length; i++) {
                byte[] id = read.get(i);
                if (id != null) {
                    versions[i].learn(id, told[i]);
                }
            }
        }
    }

    KnownVersions(KeyNames names) {
        this.names = names;
    }

    /** The versions of these, in the order of their names; null when not all are known. */
    byte @Nullable [][] of(Dependencies dependencies) {
        Version[] all = generation.all.get(dependencies);
        if (all == null) {
            return null;
        }
        byte[][] ids = new byte[all.length][];
        for (int i = 0; i < ids.length; i++) {
            byte[] id = all[i].id;
            if (id == null) {
                return null;
            }
            ids[i] = id;
        }
        return ids;
    }

    /** To be called before the server is asked for the versions of these. */
    Moment moment(Dependencies dependencies) {
        Generation now = generation;
        if (now.versions.size() >= MOST || now.all.size() >= MOST) {
            now = new Generation();
            generation = now;
        }
        Map<String, Version> versions = now.versions;
        return new Moment(now.all.computeIfAbsent(
                dependencies,
                all -> all.names().stream()
                        .map(name -> versions.computeIfAbsent(names.version(name), unknown -> new Version()))
                        .toArray(Version[]::new)));
    }

    /** A key has changed; it may be any. */
    void changed(String key) {
        Version version = generation.versions.get(key);
        if (version != null) {
            version.changed();
        }
    }

    /** Everything may have changed, or changes may not be told any more. */
    void changedAll() {
        generation = new Generation();
    }
}
