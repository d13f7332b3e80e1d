package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.KeyValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What bounds the rows in each branch of a condition's OR, as a filter has it. */
final class Branches {

    /** One branch of which nothing is known. */
    static final List<List<KeyValues>> ALL = List.of(List.of());

    /** No branch, which no row passes. */
    static final List<List<KeyValues>> NONE = List.of();

    private static final int MOST = 500;

    private Branches() {}

    static List<List<KeyValues>> of(KeyValues values) {
        return List.of(List.of(values));
    }

    /** What holds where both do. Of too many branches it keeps what one side says, which still holds. */
    static List<List<KeyValues>> both(List<List<KeyValues>> some, List<List<KeyValues>> others) {
        if (some.size() * others.size() > MOST) {
            return some.equals(ALL) ? others : some;
        }
        List<List<KeyValues>> both = new ArrayList<>();
        for (List<KeyValues> one : some) {
            for (List<KeyValues> other : others) {
                List<KeyValues> joined = new ArrayList<>(one);
                joined.addAll(other);
                both.add(joined);
            }
        }
        return both;
    }

    /** What holds where one of them does. Branches that compare the same columns with values that stand there become one. */
    static List<List<KeyValues>> any(List<List<List<KeyValues>>> alternatives) {
        Map<Set<String>, Long> alike = new LinkedHashMap<>();
        List<List<KeyValues>> any = new ArrayList<>();
        for (List<List<KeyValues>> alternative : alternatives) {
            for (List<KeyValues> branch : alternative) {
                if (branch.size() == 1
                        && !branch.get(0).whole()
                        && branch.get(0).presumed().isEmpty()) {
                    alike.merge(branch.get(0).columns(), branch.get(0).most(), RowLimit::plus);
                } else {
                    any.add(branch);
                }
            }
        }
        alike.forEach((columns, most) -> any.add(List.of(new KeyValues(columns, most, false, Set.of()))));
        return any.size() > MOST || any.contains(List.<KeyValues>of()) ? ALL : any;
    }
}
