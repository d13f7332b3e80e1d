package dev.sluice.analysis.schema;

import java.util.ArrayList;
import java.util.List;

/** The keys of a table. */
public final class Keys {

    /** What a key is called in a table of which nothing is known. */
    public static final String USUAL = "id";

    private Keys() {}

    /** The columns of each key: a table has one row at most of the same values, unless there are nulls among them. */
    public static List<List<String>> of(Table table) {
        List<List<String>> keys = new ArrayList<>();
        for (Index index : table.indexes()) {
            boolean known = !index.columns().isEmpty()
                    && index.columns().size() == index.keys().size();
            if (index.unique() && index.valid() && index.where() == null && known) {
                keys.add(index.columns());
            }
        }
        if (!table.complete()) {
            keys.add(List.of(USUAL));
        }
        return keys;
    }
}
