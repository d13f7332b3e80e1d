package dev.sluice.routing.cache.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps entries where all processes see them. Each call takes one round trip, or two where a glance was asked for
 * and nothing fresh is found, is answered or fails within a bounded time, and but for {@link #glance} never blocks the caller.
 * Thread-safe.
 */
public interface EntryStore extends AutoCloseable {

    /**
     * Looks for a fresh entry and waits for the answer, which is the shortest way for whoever waits anyway.
     *
     * @return one that does not {@link Found#suffices() suffice} when it is not there; null when a glance is not wanted or cannot
     *     tell now
     * @throws RuntimeException when the store does not answer
     */
    @Nullable
    Found glance(Lookup lookup);

    /** After which {@link #glance} gives up. */
    Duration longestGlance();

    /** Looks for an entry. */
    CompletionStage<Found> find(Lookup lookup);

    /** Stores a value, unless it has become wrong; gives the right to load back in any case. */
    CompletionStage<Filled> fill(Fill fill);

    /** Holds the right to load for longer; false when it has been lost. */
    CompletionStage<Boolean> renew(Lookup lookup);

    /**
     * Gives the right to load back without a value.
     *
     * @param rest how long nobody who has another value to give is to try again; zero for not at all
     */
    CompletionStage<Void> release(Lookup lookup, Duration rest);

    /**
     * Gives the right to load back, and drops the entry that is there, because what it is by now is known and cannot be stored.
     * Does nothing when the right has been lost: then there may be a newer one.
     */
    CompletionStage<Void> drop(Lookup lookup);

    /** Makes entries wrong, at a cost that does not depend on how many they are. Done for all who ask afterwards. */
    CompletionStage<Void> invalidate(Change change);

    /** The names under which a {@link ChangeListener} is told of the entry and of what it depends on. */
    List<String> names(Lookup lookup);

    /** The names that change with this. */
    List<String> names(Change change);

    /**
     * Takes a turn that one process has in a time.
     *
     * @param name what the turn is for
     * @param token unique
     * @return false when another one has it
     */
    CompletionStage<Boolean> takeTurn(String name, String token, Duration length);

    /**
     * Makes the time of a turn another one, from now on.
     *
     * @return false when it has been lost
     */
    CompletionStage<Boolean> renewTurn(String name, String token, Duration length);

    /** Gives a turn back before its time. */
    CompletionStage<Void> leaveTurn(String name, String token);

    /** Notes that a statement's result has been stored now. */
    CompletionStage<Void> warmed(String statement);

    /** Adds to counts that all processes share. */
    CompletionStage<Void> count(Map<String, Long> increments);

    /** What all processes have counted. */
    CompletionStage<Map<String, Long>> counts();

    /** Whether an error of a call says something of the entry that was asked for, and nothing of the store. */
    boolean isOfEntry(Throwable error);

    /** Whether the store answers. */
    CompletionStage<Void> ping();

    /** Whether there is a connection now. */
    boolean isConnected();

    @Override
    void close();
}
