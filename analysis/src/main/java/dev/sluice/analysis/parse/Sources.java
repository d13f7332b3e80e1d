package dev.sluice.analysis.parse;

import dev.sluice.analysis.parse.Scope.Source;
import dev.sluice.analysis.statement.Presumed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/** How many rows there are at most in what FROM, USING and WITH name. */
final class Sources {

    private static final Set<String> SINGLE = Set.of("generate_series", "unnest");

    private Sources() {}

    /** What comes before it may be named in a part that is LATERAL or a function, which then runs for each row of that. */
    static Map<String, Source> of(@Nullable FromItem first, @Nullable List<Join> joins, Scope scope) {
        Map<String, Source> sources = new HashMap<>();
        add(first, sources, scope);
        if (joins != null) {
            joins.forEach(join -> add(join.getFromItem(), sources, scope));
        }
        return sources;
    }

    private static void add(@Nullable FromItem item, Map<String, Source> sources, Scope scope) {
        if (item instanceof ParenthesedFromItem group && group.getAlias() == null) {
            add(group.getFromItem(), sources, scope);
            if (group.getJoins() != null) {
                group.getJoins().forEach(join -> add(join.getFromItem(), sources, scope));
            }
        } else if (item != null) {
            sources.put(name(item), one(item, scope.joined(sources)));
        }
    }

    /** Those of WITH, in a scope that knows the ones before. */
    static Scope withCommon(@Nullable List<WithItem<?>> items, Scope scope) {
        Scope known = scope;
        boolean recursive = items != null && items.stream().anyMatch(WithItem::isRecursive);
        for (WithItem<?> item : items == null ? List.<WithItem<?>>of() : items) {
            String name = Scope.identifier(item.getUnquotedAliasName());
            if (!(item.getStatement() instanceof Select select)) {
                known = known.withCommon(Map.of(name, Source.UNKNOWN));
                continue;
            }
            Scope within = recursive ? known.withCommon(Map.of(name, Source.UNKNOWN)) : known;
            boolean repeated = recursive && !isPlain(select);
            long rows = repeated ? RowLimit.ENDLESS : new RowLimit(within).most(select);
            Set<String> columns = Columns.of(item, within::commonOf);
            known = known.withCommon(Map.of(
                    name,
                    new Source(rows, columns, References.of(select, within).presumed())));
        }
        return known;
    }

    private static boolean isPlain(Select select) {
        return select instanceof ParenthesedSelect enclosed
                ? isPlain(enclosed.getSelect())
                : select instanceof PlainSelect;
    }

    /** One part of FROM. */
    static Source one(FromItem item, Scope scope) {
        long rows = rows(item, scope);
        Set<Presumed> presumed = Set.of();
        if (rows != RowLimit.ENDLESS && item instanceof Select query) {
            presumed = References.of(query, scope).presumed();
        } else if (item instanceof Table table && scope.commonOf(table) != null) {
            presumed = Objects.requireNonNull(scope.commonOf(table)).presumed();
        }
        Set<String> columns = isNamed(item) ? Columns.of(item, scope::commonOf) : null;
        return new Source(rows, columns, presumed);
    }

    /** Functions name the columns of their rows themselves, but for those that make single values. */
    private static boolean isNamed(FromItem item) {
        return !(item instanceof TableFunction call)
                || call.getFunctions().stream().allMatch(function -> SINGLE.contains(Parts.name(function)));
    }

    private static long rows(FromItem item, Scope scope) {
        if (item.getPivot() != null || item.getUnPivot() != null) {
            return RowLimit.ENDLESS;
        }
        if (item instanceof Table table) {
            Source common = scope.commonOf(table);
            return common == null ? RowLimit.ENDLESS : common.rows();
        }
        if (item instanceof ParenthesedSelect || item instanceof Values) {
            return new RowLimit(scope).most((Select) item);
        }
        if (item instanceof ParenthesedFromItem group) {
            boolean alone = group.getJoins() == null || group.getJoins().isEmpty();
            return alone ? rows(group.getFromItem(), scope) : RowLimit.ENDLESS;
        }
        return item instanceof TableFunction call ? rows(call, scope) : RowLimit.ENDLESS;
    }

    private static long rows(TableFunction call, Scope scope) {
        long rows = 0;
        for (Function function : call.getFunctions()) {
            rows = RowLimit.plus(rows, new ComparedValues(scope).made(function));
        }
        return rows;
    }

    /** What the rest of the query calls it; an empty name where it has none. */
    static String name(FromItem item) {
        if (item.getAlias() != null) {
            return Scope.identifier(item.getAlias().getName());
        }
        if (item instanceof Table table) {
            return Scope.identifier(table.getName());
        }
        return item instanceof TableFunction call && call.getFunctions().size() == 1
                ? Parts.ownName(call.getFunctions().get(0))
                : "";
    }
}
