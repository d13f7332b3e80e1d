package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Name;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes {@code CREATE INDEX} so that it blocks nobody. */
final class ConcurrentIndex {

    private static final int MOST = 20;

    private ConcurrentIndex() {}

    /** The statement with CONCURRENTLY, or partition by partition where PostgreSQL refuses that. */
    static String sql(Step step, CreateIndex create) {
        String begin = step.sql(create.clause());
        String rest = step.text().substring(create.clause().to(), create.span().to());
        if (step.isPartitioned(create.table())) {
            return byPartition(step, create);
        }
        if (create.concurrently()) {
            return begin + rest + ";";
        }
        return begin + (begin.endsWith("INDEX") ? " CONCURRENTLY" : " concurrently") + rest + ";";
    }

    /** The way for a partitioned table: the index without its partitions, then those of the partitions. */
    static String byPartition(Step step, CreateIndex create) {
        String name = create.name() == null ? Name.made(create.table().name(), "idx") : create.name();
        String method = create.method().equals("btree") ? "" : "USING " + Name.quoted(create.method()) + " ";
        String rest = step.text().substring(create.clause().to(), create.span().to());
        String keys = method + rest.substring(firstParenthesis(rest));
        return byPartition(step, create.table(), create.unique() ? "UNIQUE " : "", name, keys);
    }

    /** Names and comments may have one too. */
    private static int firstParenthesis(String text) {
        Lexer lexer = new Lexer(text, ParameterStyle.PSQL);
        TokenKind kind = lexer.next();
        while (kind != TokenKind.OPEN_PARENTHESIS && kind != TokenKind.END) {
            kind = lexer.next();
        }
        return lexer.start();
    }

    /**
     * The same for an index that no statement makes.
     *
     * @param unique {@code UNIQUE} with a space, or nothing
     * @param keys with their parentheses, and what stands behind them
     */
    static String byPartition(Step step, Name table, String unique, String name, String keys) {
        String build = "CREATE " + unique + "INDEX CONCURRENTLY ";
        String attach = "ALTER INDEX " + table.sibling(name) + " ATTACH PARTITION ";
        List<String> lines = new ArrayList<>();
        lines.add("CREATE " + unique + "INDEX " + Name.quoted(name) + " ON ONLY " + table + " " + keys + ";");
        List<Name> known = leaves(step, table);
        if (known.isEmpty()) {
            lines.add("-- for each partition:");
            lines.add(build + "/* its index */ ON /* the partition */ " + keys + ";");
            lines.add(attach + "/* its index */;");
            return String.join("\n", lines);
        }
        Set<String> taken = new HashSet<>(Set.of(name));
        for (Name part : known) {
            String index = Name.made(part.name(), name);
            for (int i = 2; !taken.add(index); i++) {
                index = Name.made(part.name(), name, String.valueOf(i));
            }
            lines.add(build + Name.quoted(index) + " ON " + part + " " + keys + ";");
            lines.add(attach + part.sibling(index) + ";");
        }
        lines.add("-- and so for each partition that is not named here");
        return String.join("\n", lines);
    }

    /** The partitions that are known; none where one of them is divided again, or there are too many to read. */
    static List<Name> leaves(Step step, Name table) {
        List<Table> parts = step.before().partitionsOf(table);
        return parts.size() > MOST || parts.stream().anyMatch(Table::partitioned)
                ? List.of()
                : parts.stream()
                        .map(Table::name)
                        .sorted(Comparator.comparing(Name::sql))
                        .toList();
    }
}
