package dev.sluice.sql.it;

import java.util.List;
import java.util.Random;

/**
 * Random queries with calls in all places, of functions that have the names of keywords. Each is likely, not sure, to be
 * one that the server takes: all values are integers, and so are the columns {@code a} and {@code values} of table
 * {@code t}.
 */
final class Queries {

    private final Random random;
    private final List<String> functions;

    Queries(Random random, List<String> functions) {
        this.random = random;
        this.functions = functions;
    }

    String query(int depth) {
        return pick("", "", "", with(depth)) + select(depth) + pick("", "", " union all " + select(0));
    }

    private String with(int depth) {
        if (depth <= 0) {
            return "";
        }
        StringBuilder with = new StringBuilder(pick("with ", "with recursive "));
        for (int i = random.nextInt(3); i >= 0; i--) {
            with.append("w").append(i).append(pick("", "(c)", " (c)")).append(" as ");
            with.append(pick("", "materialized ", "not materialized ")).append('(');
            with.append("select ").append(value(depth - 1)).append(')').append(i == 0 ? " " : ", ");
        }
        return with.append(pick("", "", "(select 1) union ")).toString();
    }

    private String select(int depth) {
        if (depth <= 0) {
            return pick("select " + value(0), "values (" + value(0) + ")", "(select " + value(0) + ")");
        }
        return "select "
                + pick("", "", "distinct on (" + value(depth - 1) + ") ", "all ")
                + value(depth - 1)
                + pick("", " as c", " c", " as " + function())
                + pick("", " from " + from(depth - 1), " from " + from(depth - 1) + ", " + from(depth - 1))
                + pick("", "", " where " + condition(depth - 1))
                + pick("", "", "", " group by " + pick("rollup ", "cube ", "") + "(" + value(depth - 1) + ")")
                + pick("", "", " order by " + value(depth - 1))
                + pick(
                        "",
                        "",
                        " limit " + value(0),
                        " fetch first (" + value(0) + ") rows only",
                        " offset " + value(0));
    }

    private String from(int depth) {
        String call = function() + gap() + "(" + value(depth - 1) + ")";
        String query = "(" + query(depth - 1) + ")";
        return pick(
                "t",
                "t as x(a)",
                query + " q(a)",
                query + " as q",
                "generate_series(1, " + value(depth - 1) + ") g(a)",
                call + " x(a)",
                call + " as x(a)",
                call + " with ordinality as x(a, b)",
                "rows from (" + call + ", abs(1)) as x(a)",
                "lateral " + call,
                "lateral " + query + " q(a)",
                "t tablesample system (" + value(0) + ")",
                "t x join " + query + " q(a) on " + condition(depth - 1),
                "t x cross join " + call,
                "t x join t u using (a) join " + call + " y on true",
                "unnest(array[" + value(depth - 1) + "]) as u(a)");
    }

    private String condition(int depth) {
        return pick(
                value(depth - 1) + " = " + value(depth - 1),
                value(depth - 1) + " is distinct from " + value(depth - 1),
                value(depth - 1) + " in (1, " + value(depth - 1) + ")",
                value(depth - 1) + " between 1 and " + value(depth - 1),
                "exists (" + query(depth - 1) + ")",
                "not (" + value(depth - 1) + " < 3)",
                value(depth - 1) + " operator(pg_catalog.>) " + value(depth - 1));
    }

    private String value(int depth) {
        if (depth <= 0) {
            return pick("1", "1", "1", "a", "values", "'2'::int", function() + gap() + "(1)");
        }
        String one = value(depth - 1);
        return switch (random.nextInt(19)) {
            case 0 -> function() + gap() + "(" + one + ")";
            case 1 -> "(" + one + ")";
            case 2 -> one + " + " + value(depth - 1);
            case 3 -> one + " operator(pg_catalog.*) " + value(depth - 1);
            case 4 -> "case when " + condition(depth - 1) + " then " + one + " else " + value(depth - 1) + " end";
            case 5 -> "cast(" + one + " as numeric(10, 2))::int";
            case 6 -> "coalesce(null, " + one + ")";
            case 7 -> "(select " + one + ")";
            case 8 -> "(array[" + one + "])[" + value(depth - 1) + "]";
            case 9 -> "length(substring('abc' from " + one + " for " + value(depth - 1) + "))";
            case 10 -> "(count(*) over (order by " + one + "))::int";
            case 11 -> "(count(*) filter (where " + condition(depth - 1) + "))::int";
            case 12 -> "(percentile_disc(0.5) within group (order by " + one + "))";
            case 13 -> "extract(year from now() at time zone 'UTC' + make_interval(days => " + one + "))::int";
            case 14 -> "pg_catalog.abs(" + one + ")";
            case 15 -> "greatest(" + one + ", - " + value(depth - 1) + ")";
            case 16 -> "public." + function() + "(" + one + ")";
            case 17 -> "\"" + function() + "\"(" + one + ")";
            default -> one;
        };
    }

    private String function() {
        return random.nextInt(3) > 0 ? "abs" : functions.get(random.nextInt(functions.size()));
    }

    private String gap() {
        return pick("", "", " ", "/**/", "--\n");
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }
}
