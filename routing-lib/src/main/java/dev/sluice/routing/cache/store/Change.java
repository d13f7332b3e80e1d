package dev.sluice.routing.cache.store;

import dev.sluice.routing.replication.Lsn;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is no longer right in the cache.
 *
 * @param keys of single entries
 * @param dependencies names as in {@link Dependencies}
 * @param position of the write that is the reason; nothing read before it is stored under the new versions. Null when
 *     not known
 */
public record Change(
        Set<String> keys,
        Set<String> dependencies,
        @Nullable Lsn position) {

    /** All entries. */
    public static final Change EVERYTHING = new Change(Set.of(), Set.of(Dependencies.EVERYTHING), null);

    public Change {
        keys = Set.copyOf(keys);
        dependencies = Set.copyOf(dependencies);
    }

    /** These tables, each as {@code schema.table}; without a schema, the tables of that name in all schemas. */
    public static Change models(Collection<String> models) {
        Set<String> names = new LinkedHashSet<>();
        models.forEach(model -> names.addAll(Dependencies.writtenOf(model)));
        return new Change(Set.of(), names, null);
    }

    /** These tags. */
    public static Change tags(Collection<String> tags) {
        Set<String> names = new LinkedHashSet<>();
        tags.forEach(tag -> names.add(Dependencies.tag(tag)));
        return new Change(Set.of(), names, null);
    }

    /** These entries. */
    public static Change keys(Collection<String> keys) {
        return new Change(Set.copyOf(keys), Set.of(), null);
    }

    /** The same, with the position of the write. */
    public Change at(Lsn written) {
        return new Change(keys, dependencies, written);
    }

    /** Both. */
    public Change and(Change other) {
        Set<String> allKeys = new LinkedHashSet<>(keys);
        allKeys.addAll(other.keys);
        Set<String> allNames = new LinkedHashSet<>(dependencies);
        allNames.addAll(other.dependencies);
        return new Change(allKeys, allNames, later(position, other.position));
    }

    /** Whether nothing is meant. */
    public boolean isEmpty() {
        return keys.isEmpty() && dependencies.isEmpty();
    }

    /** Whether an entry is meant. */
    public boolean concerns(String key, Dependencies boundTo) {
        return keys.contains(key) || boundTo.names().stream().anyMatch(dependencies::contains);
    }

    // A part without a position might be later than the other one: then none is known for both.
    private static @Nullable Lsn later(@Nullable Lsn one, @Nullable Lsn other) {
        return one == null || other == null ? null : one.reaches(other) ? one : other;
    }
}
