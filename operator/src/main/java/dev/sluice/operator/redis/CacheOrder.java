package dev.sluice.operator.redis;

import java.util.List;

/**
 * An order to make results old.
 *
 * @param id names it
 * @param models tables, as schema.table
 * @param tags tags
 * @param keys keys, as applications give them
 */
public record CacheOrder(String id, List<String> models, List<String> tags, List<String> keys) {

    public CacheOrder {
        models = List.copyOf(models);
        tags = List.copyOf(tags);
        keys = List.copyOf(keys);
    }
}
