package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/** A table being put together, part by part. Its parts mean what they mean in {@link Table}. */
final class TableDraft {

    Name name;
    PMap<String, Column> columnsByName = HashTreePMap.empty();
    PMap<String, TableConstraint> constraintsByName = HashTreePMap.empty();
    PMap<String, Index> indexesByName = HashTreePMap.empty();
    boolean complete;
    boolean temporary;

    @Nullable
    Boolean logged;

    boolean foreign;
    boolean partitioned;
    List<String> partitionKey = List.of();

    @Nullable
    Name partitionOf;

    boolean rest;
    PSet<Name> heirs = HashTreePSet.empty();

    @Nullable
    Origin origin;

    boolean filled;
    boolean large;

    int filledIn;
    int taken;

    @Nullable
    Size size;

    /** One of which only the name is known. */
    TableDraft(Name name) {
        this.name = name;
    }

    TableDraft(Table table) {
        name = table.name();
        columnsByName = table.columnsByName();
        constraintsByName = table.constraintsByName();
        indexesByName = table.indexesByName();
        complete = table.complete();
        temporary = table.temporary();
        logged = table.logged();
        foreign = table.foreign();
        partitioned = table.partitioned();
        partitionKey = table.partitionKey();
        partitionOf = table.partitionOf();
        rest = table.rest();
        heirs = table.heirs();
        origin = table.origin();
        filled = table.filled();
        large = table.large();
        filledIn = table.filledIn();
        taken = table.taken();
        size = table.size();
    }

    Table done() {
        return new Table(
                name,
                columnsByName,
                constraintsByName,
                indexesByName,
                complete,
                temporary,
                logged,
                foreign,
                partitioned,
                partitionKey,
                partitionOf,
                rest,
                heirs,
                origin,
                filled,
                large,
                filledIn,
                taken,
                size);
    }
}
