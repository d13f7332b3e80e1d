package dev.sluice.analysis.observe;

import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
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
 * @param parents what each is a partition of, or inherits from; nothing where a table is not named
 * @param works what the statement itself did with the rows of each; nothing where a table is not named
 * @param views the locks of the transaction on views
 * @param failure null when it succeeded
 * @param time how long it ran, with waits
 * @param alone whether it ran outside of a transaction
 */
public record Observation(
        Map<Name, LockMode> locks,
        Map<Name, LockMode> held,
        Map<Name, Set<Name>> parents,
        Map<Name, Work> works,
        Set<LockMode> views,
        @Nullable SQLException failure,
        Duration time,
        boolean alone) {

    /** Copies the maps. */
    public Observation {
        locks = Map.copyOf(locks);
        held = Map.copyOf(held);
        parents = Map.copyOf(parents);
        works = Map.copyOf(works);
        views = Set.copyOf(views);
    }

    /** The same statement, which failed when its transaction ended. */
    Observation failing(SQLException atEnd) {
        return new Observation(locks, held, parents, works, views, atEnd, time, alone);
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

    /** A table, all that it is a part of, and all from which it inherits. */
    public Set<Name> family(Name table) {
        Set<Name> family = new LinkedHashSet<>();
        Deque<Name> open = new ArrayDeque<>(List.of(table));
        while (!open.isEmpty()) {
            Name next = open.pop();
            if (family.add(next)) {
                open.addAll(parents.getOrDefault(next, Set.of()));
            }
        }
        return family;
    }

    /** What the statement did with the rows of a table. */
    public Work work(Name table) {
        return works.getOrDefault(table, Work.NONE);
    }

    /** Those of the tables that others at least cannot write while the server goes through all of them. */
    public Set<Name> blockedAtLength(Set<Name> tables) {
        return locks.entrySet().stream()
                .filter(lock -> tables.contains(lock.getKey())
                        && lock.getValue().blocksWrites()
                        && work(lock.getKey()).compareTo(Work.SCAN) >= 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
