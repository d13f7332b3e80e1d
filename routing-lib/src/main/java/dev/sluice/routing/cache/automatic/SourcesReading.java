package dev.sluice.routing.cache.automatic;

import dev.sluice.routing.cache.automatic.RowsReading.Place;
import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.routing.cache.statement.NotCached;
import dev.sluice.routing.cache.statement.ReadQuery;
import dev.sluice.routing.cache.statement.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Follows the names of one query through the catalog, into the views. For one thread. */
final class SourcesReading {

    private static final int DEEPEST_VIEW = 8;
    private static final int MOST_TABLES = 50;

    private final Questions session;
    private final WriteEffects effects;
    private final Set<String> models = new LinkedHashSet<>();
    private final List<String> shapes = new ArrayList<>();
    private final Set<Integer> relations = new LinkedHashSet<>();
    private final Set<String> types = new LinkedHashSet<>();
    private final Map<String, Place> places = new HashMap<>();

    SourcesReading(Questions session, WriteEffects effects) {
        this.session = session;
        this.effects = effects;
    }

    Sources read(ReadQuery query, long now) throws SQLException {
        Map<TableName, Relation> named = CatalogQuery.relations(session, query.tables());
        NotCached refusal = against(query, named, 0);
        if (refusal == null && named.isEmpty()) {
            refusal = NotCached.NO_TABLE;
        }
        if (refusal == null && models.size() > MOST_TABLES) {
            refusal = NotCached.TOO_MANY_TABLES;
        }
        if (refusal != null) {
            return Sources.refused(refusal, now);
        }
        shapes.add(CatalogQuery.types(session, relations, types));
        String ids =
                named.values().stream().map(relation -> relation.id() + " ").collect(Collectors.joining());
        List<String> names = named.values().stream().map(Relation::qualified).toList();
        return new Sources(null, names, List.copyOf(models), ids + Digest.of(shapes), places, now);
    }

    private @Nullable NotCached against(ReadQuery query, Map<TableName, Relation> named, int depth)
            throws SQLException {
        types.addAll(query.types());
        for (TableName table : query.tables()) {
            Relation relation = named.get(table);
            if (relation == null && !query.mayBeOfWith(table)) {
                return NotCached.TABLE_UNKNOWN;
            }
            NotCached refusal = relation == null ? null : against(relation, depth);
            if (refusal != null) {
                return refusal;
            }
        }
        return CatalogQuery.against(session, query.called());
    }

    private @Nullable NotCached against(Relation relation, int depth) throws SQLException {
        if (relation.ofTheSystem()) {
            return NotCached.SYSTEM_CATALOG;
        }
        if (!relation.permanent() || relation.foreignHeir() || "rpvm".indexOf(relation.kind()) < 0) {
            return NotCached.TABLE_KIND;
        }
        if (relation.rowSecurity()) {
            return NotCached.ROW_SECURITY;
        }
        if (relation.computed()) {
            return NotCached.UNKNOWN_FUNCTION;
        }
        shapes.addAll(List.of(
                relation.qualified(),
                String.valueOf(relation.id()),
                relation.shape(),
                String.valueOf(relation.definition())));
        relations.add(relation.id());
        models.add(relation.qualified());
        relation.heirs().stream()
                .filter(heir -> !isKnown(heir, relation.qualified()))
                .forEach(models::add);
        relation.ancestors().stream()
                .filter(ancestor -> !isKnown(ancestor, relation.qualified()))
                .forEach(models::add);
        for (int column = 0; column < relation.columns().size(); column++) {
            places.put(
                    relation.qualified() + "." + relation.columns().get(column), new Place(relation.id(), column + 1));
        }
        return relation.definition() == null ? null : againstView(relation.definition(), depth + 1);
    }

    // The policy says then that a write to the one touches the other.
    private boolean isKnown(String written, String read) {
        return effects.reach(List.of(written)).contains(read);
    }

    private @Nullable NotCached againstView(String definition, int depth) throws SQLException {
        ReadQuery query = ReadQuery.ofView(definition);
        if (query.refusal() == NotCached.NO_TABLE) {
            return null;
        }
        if (query.refusal() != null || depth > DEEPEST_VIEW) {
            return NotCached.VIEW;
        }
        return against(query, CatalogQuery.relations(session, query.tables()), depth);
    }
}
