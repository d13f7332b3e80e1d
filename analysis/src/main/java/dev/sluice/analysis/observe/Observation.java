package dev.sluice.analysis.observe;

import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a server did with one statement. Only tables and materialized views that were there before its transaction are
 * named.
 *
 * @param locks the strongest lock of the transaction on each, from {@code ROW EXCLUSIVE} on
 * @param held the same before the statement, for one inside of a transaction
 * @param works what the statement itself did with the rows of each; nothing where a table is not named
 * @param failure null when it succeeded
 * @param time how long it ran, with waits
 * @param alone whether it ran outside of a transaction
 */
public record Observation(
        Map<Name, LockMode> locks,
        Map<Name, LockMode> held,
        Map<Name, Work> works,
        @Nullable SQLException failure,
        Duration time,
        boolean alone) {

    /** Copies the maps. */
    public Observation {
        locks = Map.copyOf(locks);
        held = Map.copyOf(held);
        works = Map.copyOf(works);
    }

    /** The same statement, which failed when its transaction ended. */
    Observation failing(SQLException atEnd) {
        return new Observation(locks, held, works, atEnd, time, alone);
    }

    /** The locks that the statement itself has taken, without those that its transaction had so strong before. */
    public Map<Name, LockMode> taken() {
        return locks.entrySet().stream()
                .filter(lock -> {
                    LockMode before = held.get(lock.getKey());
                    return before == null || lock.getValue().compareTo(before) > 0;
                })
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What the statement did with the rows of a table. */
    public Work work(Name table) {
        return works.getOrDefault(table, Work.NONE);
    }

    /** Whether others wait for at least writing one of those tables while the server goes through all of it. */
    public boolean blocksAtLength(Set<Name> tables) {
        return locks.entrySet().stream()
                .anyMatch(lock -> tables.contains(lock.getKey())
                        && lock.getValue().blocksWrites()
                        && work(lock.getKey()).compareTo(Work.SCAN) >= 0);
    }
}
