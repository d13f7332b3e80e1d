package dev.sluice.analysis.lock;

import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.sql.lexer.Lexer;
import dev.sluice.sql.lexer.ParameterStyle;
import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which indexes of a partitioned table a table already has that becomes its partition. PostgreSQL takes one for the same
 * only where all but its name, its order upwards or downwards and its storage agree, and each for one alone; that of a
 * constraint only where it belongs to a constraint of the same kind.
 */
public final class PartitionIndexes {

    /** What a type has without being asked, in the families of operators that are most used. */
    private static final Set<String> DEFAULTS = Set.of("jsonb_ops", "array_ops", "tsvector_ops", "range_ops");

    private PartitionIndexes() {}

    /** The indexes of the parent that are built for the new partition. */
    public static List<Index> lacking(Table parent, Table child) {
        List<Index> free =
                new ArrayList<>(child.indexes().stream().filter(Index::valid).toList());
        List<Index> lacking = new ArrayList<>();
        for (Index wanted : parent.indexes().stream()
                .filter(index -> !index.keys().isEmpty())
                .sorted(Comparator.comparing(Index::constraint).reversed())
                .toList()) {
            Index found = free.stream()
                    .filter(index -> isSame(index, wanted) && serves(kind(child, index), kind(parent, wanted)))
                    .min(Comparator.comparing(Index::constraint))
                    .orElse(null);
            if (found == null) {
                lacking.add(wanted);
            } else {
                free.remove(found);
            }
        }
        return lacking;
    }

    /** An index that lacks nothing but the constraint to be the wanted one; null when there is none. */
    public static @Nullable Index unconstrained(Table child, Index wanted) {
        return child.indexes().stream()
                .filter(index -> index.valid() && !index.constraint() && isSame(index, wanted))
                .findFirst()
                .orElse(null);
    }

    /** The kind of constraint, as SQL, to which an index belongs; empty without any, null when it is not known. */
    public static @Nullable String kind(Table table, Index index) {
        if (!index.constraint()) {
            return "";
        }
        TableConstraint known = table.constraint(index.name());
        return known != null && known.constraint() instanceof Constraint.Unique unique
                ? unique.primaryKey() ? "PRIMARY KEY" : "UNIQUE"
                : null;
    }

    private static boolean serves(@Nullable String kind, @Nullable String wanted) {
        if (kind == null) {
            return true;
        }
        return wanted == null ? !kind.isEmpty() : wanted.isEmpty() || kind.equals(wanted);
    }

    private static boolean isSame(Index index, Index wanted) {
        // The server's words for an expression are not those of a migration.
        boolean comparable = (index.origin() == null) == (wanted.origin() == null);
        return index.method().equals(wanted.method())
                && index.unique() == wanted.unique()
                && index.nullsNotDistinct() == wanted.nullsNotDistinct()
                && index.include().equals(wanted.include())
                && keys(index, comparable).equals(keys(wanted, comparable))
                && where(index, comparable).equals(where(wanted, comparable));
    }

    private static List<String> keys(Index index, boolean exact) {
        return index.keys().stream()
                .map(key -> key(key, exact) + " " + operators(index.method(), key.operators()))
                .toList();
    }

    private static String key(CreateIndex.Key key, boolean exact) {
        if (key.column()) {
            return key.text();
        }
        return exact ? words(key.text()) : "()";
    }

    private static String where(Index index, boolean exact) {
        Expression where = index.where();
        if (where == null) {
            return "";
        }
        return exact ? words(where.text()) : "()";
    }

    /** Empty for those that a type has without being asked; those of the text types compare alike. */
    private static String operators(String method, String named) {
        boolean ordered = method.equals("btree") || method.equals("hash");
        boolean special = named.contains("pattern") || named.contains("image") || !named.endsWith("_ops");
        if ((ordered && !special) || DEFAULTS.contains(named)) {
            return "";
        }
        return named.equals("varchar_pattern_ops") ? "text_pattern_ops" : named;
    }

    /** An expression without what makes no difference: spaces, comments, upper case, parentheses around the whole. */
    private static String words(String expression) {
        List<String> words = new ArrayList<>();
        Lexer lexer = new Lexer(expression, ParameterStyle.PSQL);
        while (lexer.next() != TokenKind.END) {
            String text = expression.substring(lexer.start(), lexer.end());
            words.add(lexer.kind() == TokenKind.WORD ? text.toLowerCase(Locale.ROOT) : text);
        }
        while (isWrapped(words)) {
            words = words.subList(1, words.size() - 1);
        }
        return String.join(" ", words);
    }

    private static boolean isWrapped(List<String> words) {
        if (words.size() < 2 || !words.get(0).equals("(")) {
            return false;
        }
        int depth = 0;
        for (int i = 0; i < words.size(); i++) {
            depth += words.get(i).equals("(") ? 1 : words.get(i).equals(")") ? -1 : 0;
            if (depth == 0) {
                return i == words.size() - 1;
            }
        }
        return false;
    }
}
