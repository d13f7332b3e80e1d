package dev.sluice.routing.cache.automatic;

import dev.sluice.routing.cache.automatic.RowsReading.Place;
import dev.sluice.routing.cache.statement.NotCached;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a query come from, as a session finds it.
 *
 * @param refusal what speaks against caching it; null when nothing does
 * @param named the tables and views that the query names, as {@code schema.table}
 * @param models all tables by whose names its rows may be written: those, the ones behind views, the ones that inherit, and the
 *     ones that those inherit from
 * @param ids the object ids of the tables and views that it names, and a digest of how they, all behind them, and
 *     their types are defined, as one text
 * @param places where columns are, by {@code schema.table.column}
 * @param askedAt {@link System#nanoTime()} before the catalog was asked
 */
public record Sources(
        @Nullable NotCached refusal,
        List<String> named,
        List<String> models,
        String ids,
        Map<String, Place> places,
        long askedAt) {

    public Sources {
        named = List.copyOf(named);
        models = List.copyOf(models);
        places = Map.copyOf(places);
    }

    static Sources refused(NotCached why, long askedAt) {
        return new Sources(why, List.of(), List.of(), "", Map.of(), askedAt);
    }

    /** Where a column comes from; null when that is not known. */
    public @Nullable Place place(String schema, String table, String column) {
        return places.get(schema + "." + table + "." + column);
    }
}
