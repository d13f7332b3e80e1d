package dev.sluice.api.v1alpha1;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists of objects that may have been stored under another version of the schema. */
final class StoredLists {

    private StoredLists() {}

    /** Without the elements that could not be read, which are null. */
    static <T> List<T> readable(@Nullable List<T> elements) {
        return elements == null
                ? List.of()
                : elements.stream().filter(Objects::nonNull).toList();
    }
}
