package dev.sluice.analysis.observe;

import dev.sluice.analysis.statement.Name;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables and materialized views of a database at one moment, by the numbers under which the server knows them. */
final class Relations {

    private record Relation(Name name, long file, boolean lockable, List<Long> parents) {}

    private final Map<Long, Relation> byNumber;

    private Relations(Map<Long, Relation> byNumber) {
        this.byNumber = byNumber;
    }

    static Relations read(Connection connection) throws SQLException {
        Map<Long, Relation> relations = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT c.oid, n.nspname, c.relname, c.relfilenode,"
                        + " c.relkind <> 'm' AND has_table_privilege(c.oid, 'TRUNCATE'),"
                        + " (SELECT string_agg(i.inhparent::bigint::text, ',') FROM pg_inherits i"
                        + " WHERE i.inhrelid = c.oid) FROM pg_class c"
                        + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'm')"
                        + " AND n.nspname NOT IN ('pg_catalog', 'information_schema')"
                        + " AND n.nspname NOT LIKE 'pg\\_t%'")) {
            while (rows.next()) {
                Name name = new Name(rows.getString(2), rows.getString(3));
                relations.put(
                        rows.getLong(1),
                        new Relation(name, rows.getLong(4), rows.getBoolean(5), numbers(rows.getString(6))));
            }
        }
        return new Relations(relations);
    }

    /**
     * The names that several tables have, temporary ones too, in schemas of their own, where one of them is among these.
     */
    static Set<String> namesOfSeveral(Connection connection, Set<Long> numbers) throws SQLException {
        Set<String> names = new HashSet<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'm')"
                        + " GROUP BY relname HAVING count(*) > 1 AND bool_or(oid::bigint = ANY (?))")) {
            statement.setArray(1, connection.createArrayOf("bigint", numbers.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    private static List<Long> numbers(@Nullable String list) {
        return list == null
                ? List.of()
                : Arrays.stream(list.split(",", -1)).map(Long::valueOf).toList();
    }

    /** What each is a partition of, or inherits from now, by the names that others have for them. */
    Map<Name, Set<Name>> parents(Relations others) {
        Map<Name, Set<Name>> parents = new HashMap<>();
        byNumber.forEach((number, relation) -> {
            Name child = others.name(number);
            for (long parent : relation.parents()) {
                Name name = others.name(parent);
                if (child != null && name != null) {
                    parents.computeIfAbsent(child, any -> new HashSet<>()).add(name);
                }
            }
        });
        return parents;
    }

    @Nullable
    Name name(long number) {
        Relation relation = byNumber.get(number);
        return relation == null ? null : relation.name();
    }

    /** The names that those have here which are among others too. */
    Set<Name> names(Relations others) {
        return byNumber.entrySet().stream()
                .filter(relation -> others.byNumber.containsKey(relation.getKey()))
                .map(relation -> relation.getValue().name())
                .collect(Collectors.toSet());
    }

    /** The same relations under the names that they have later; what is gone by then keeps its own. */
    Relations calledAsIn(Relations later) {
        Map<Long, Relation> called = new HashMap<>(byNumber);
        called.replaceAll((number, relation) -> later.byNumber.getOrDefault(number, relation));
        return new Relations(called);
    }

    /** All that LOCK TABLE takes of this user. */
    Iterable<Name> lockable() {
        return byNumber.values().stream()
                .filter(Relation::lockable)
                .map(Relation::name)
                .toList();
    }

    /** Whether the rows of a relation are in another file now; false for one that is gone. */
    boolean hasNewFile(long number, Relations later) {
        Relation before = byNumber.get(number);
        Relation after = later.byNumber.get(number);
        return before != null && after != null && before.file() != after.file();
    }

    Iterable<Long> numbers() {
        return byNumber.keySet();
    }
}
