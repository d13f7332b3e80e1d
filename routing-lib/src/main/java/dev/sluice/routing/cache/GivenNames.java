package dev.sluice.routing.cache;

import java.util.List;

/** Names of tables or tags as a caller gives them. */
final class GivenNames {

    private GivenNames() {}

    /** These names; refuses a blank one, which nothing can be bound to. */
    static List<String> of(String field, String... names) {
        List<String> all = List.of(names);
        if (all.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    field + " are \"" + String.join("\", \"", all) + "\", expected names, none of them blank");
        }
        return all;
    }
}
