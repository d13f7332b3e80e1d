package dev.sluice.operator.caching;

/**
 * Names one policy for its whole life; one that is made anew under the same name is another.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid given by the API server
 */
public record PolicyId(String namespace, String name, String uid) {

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
