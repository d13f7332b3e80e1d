package dev.sluice.analysis.parse;

import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Presumed;
import dev.sluice.sql.classify.Volatility;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.WindowDefinition;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/**
 * What an expression refers to outside of itself. A name that may be a column of the row that is changed is taken for one, and so is all
 * that is not understood.
 */
final class References {

    /** What the grammar makes a call of, and the catalog does not have. */
    private static final Set<String> SYNTAX =
            Set.of("any", "array", "coalesce", "greatest", "least", "nullif", "row", "some");

    private final Scope scope;

    /** What the queries around a name read, the nearest first. */
    private final Deque<Level> levels = new ArrayDeque<>();

    private final Set<String> sources = new HashSet<>();
    private final Set<Presumed> presumed = new HashSet<>();
    private boolean row;
    private boolean each;
    private boolean queries;
    private boolean chosen;

    private References(Scope scope) {
        this.scope = scope;
    }

    static References of(Expression expression, Scope scope) {
        References references = new References(scope);
        references.expression(expression);
        return references;
    }

    /** Whether the value may be another one for each row that is changed. */
    boolean isOfRow() {
        return row || each;
    }

    /** What the table is joined with and the value depends on. */
    Set<String> sources() {
        return sources;
    }

    /** Whether it is the same whatever row is looked at. */
    boolean isOne() {
        return !isOfRow() && sources.isEmpty();
    }

    /** Whether whoever runs the statement chooses it, by a parameter or variable. */
    boolean isChosen() {
        return isOne() && chosen && !queries;
    }

    /** Whether it has a query of its own. */
    boolean hasQuery() {
        return queries;
    }

    /** What names in its queries are taken for. */
    Set<Presumed> presumed() {
        return presumed;
    }

    void presume(Set<Presumed> more) {
        presumed.addAll(more);
    }

    Scope scope() {
        return scope;
    }

    Deque<Level> levels() {
        return levels;
    }

    void unknown() {
        row = true;
    }

    void expressions(@Nullable List<? extends Expression> all) {
        if (all != null) {
            all.forEach(this::expression);
        }
    }

    void order(@Nullable List<OrderByElement> order) {
        if (order != null) {
            order.forEach(element -> expression(element.getExpression()));
        }
    }

    void expression(@Nullable Expression whole) {
        if (whole == null) {
            return;
        }
        chosen |= Ranges.isParameter(whole);
        if (whole instanceof Column column) {
            column(column);
        } else if (whole instanceof Select select) {
            queries = true;
            new QueryReferences(this).read(select);
        } else if (whole instanceof Function function) {
            function(function);
        } else if (whole instanceof AnalyticExpression window) {
            window(window);
        } else if (whole instanceof AllColumns all) {
            boolean known = !(all instanceof AllTableColumns of) || isInner(Scope.qualified(of.getTable()));
            row |= levels.isEmpty() || !known;
        } else {
            List<Expression> parts = Parts.of(whole);
            row |= parts == null;
            expressions(parts);
        }
    }

    private void function(Function function) {
        String name = Parts.name(function);
        Volatility volatility = Volatility.ofBuiltin(name);
        boolean stable = SYNTAX.contains(name) || (volatility != null && volatility != Volatility.VOLATILE);
        // A query that does not depend on the row runs once, whatever it calls.
        each |= !stable && levels.isEmpty();
        boolean more = name.isEmpty()
                || function.getAttribute() != null
                || function.getKeep() != null
                || function.getHavingClause() != null
                || function.getLimit() != null
                || function.getChainedParameters() != null;
        row |= more;
        expressions(function.getParameters());
        expressions(function.getNamedParameters());
        order(function.getOrderByElements());
    }

    private void window(AnalyticExpression window) {
        row |= levels.isEmpty() || window.getKeep() != null || window.getLimit() != null;
        expression(window.getExpression());
        expression(window.getOffset());
        expression(window.getDefaultValue());
        expression(window.getFilterExpression());
        expressions(window.getPartitionExpressionList());
        order(window.getOrderByElements());
        order(window.getFuncOrderBy());
        window(window.getWindowDefinition());
    }

    void window(@Nullable WindowDefinition definition) {
        if (definition != null) {
            ExpressionList<?> partition = definition.getPartitionExpressionList();
            expressions(partition);
            order(definition.getOrderByElements());
        }
    }

    private void column(Column column) {
        if (column.getArrayConstructor() != null) {
            expression(column.getArrayConstructor());
        }
        String qualifier = Scope.qualifier(column);
        String name = Scope.identifier(column.getColumnName());
        boolean inner = qualifier == null ? isInnerColumn(name) : isInner(qualifier);
        if (inner) {
            return;
        }
        String source = scope.sourceOf(column);
        if (source != null) {
            sources.add(source);
            presumed.addAll(Objects.requireNonNull(scope.sources().get(source)).presumed());
        } else if (scope.isVariable(column)) {
            chosen = true;
        } else {
            row = true;
        }
    }

    private boolean isInner(String qualifier) {
        return levels.stream().anyMatch(level -> level.names().contains(qualifier));
    }

    /** A column that no query around it is known not to have belongs to the nearest that may have it. */
    private boolean isInnerColumn(String name) {
        for (Level level : levels) {
            if (level.columns().contains(name) || level.names().contains(name)) {
                return true;
            }
            if (level.isOpen()) {
                if (level.tables() != null && !scope.variables().contains(name)) {
                    presumed.add(new Presumed(level.tables(), name));
                }
                // The name of a table stands for its whole row.
                return !name.equals(scope.called()) && !scope.sources().containsKey(name);
            }
        }
        return false;
    }

    /** What one query reads. */
    static final class Level {
        private final Set<String> names = new HashSet<>();
        private final Set<String> columns = new HashSet<>();
        private final Set<Name> tables = new HashSet<>();
        private boolean open;
        private boolean unknown;

        /**
         * Takes note of a part of FROM.
         *
         * @param some null when not all are known
         * @param table the table that has the others; null when it is none
         */
        void add(String name, @Nullable Set<String> some, @Nullable Name table) {
            names.add(name);
            if (some != null) {
                columns.addAll(some);
                return;
            }
            open = true;
            unknown |= table == null;
            if (table != null) {
                tables.add(table);
            }
        }

        void alsoCalled(String name) {
            names.add(name);
        }

        Set<String> names() {
            return names;
        }

        Set<String> columns() {
            return columns;
        }

        /** Whether it has columns of which the names do not stand here. */
        boolean isOpen() {
            return open;
        }

        /** The tables that have those; null when others may. */
        @Nullable
        Set<Name> tables() {
            return unknown ? null : tables;
        }
    }
}
