package dev.sluice.operator.health;

import java.util.List;

/**
 * What must be allowed on one kind of objects.
 *
 * @param group its API group, empty for the core's
 * @param resource as a Role names it, such as {@code pods/log}
 * @param name of the one object that it is about; empty for all
 * @param verbs in the order in which they are said
 */
record Access(String group, String resource, String name, List<String> verbs) {

    Access {
        verbs = List.copyOf(verbs);
    }

    /** On all objects of a kind. */
    static Access to(String group, String resource, String... verbs) {
        return new Access(group, resource, "", List.of(verbs));
    }

    /** The same, of these verbs only. */
    Access only(List<String> some) {
        return new Access(group, resource, name, some);
    }

    /** Whether those who grant it may know the names of the objects, and grant it on these alone: they are in the specs. */
    boolean mayBeByName() {
        return group.isEmpty() && resource.equals("secrets");
    }

    @Override
    public String toString() {
        return String.join(", ", verbs) + " " + resource;
    }
}
