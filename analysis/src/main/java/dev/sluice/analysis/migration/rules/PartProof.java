package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.Constraint;
import java.util.List;

/**
 * What a table's valid CHECKs show the server of a table that becomes a partition: it reads the rows unless they say that the
 * key lies within the bounds, and is not null where null belongs elsewhere.
 */
enum PartProof {
    /** That all rows belong there. */
    GIVEN,
    /** The same, if the key holds no null, which is not known. */
    UNLESS_NULL,
    /** The bounds, but the key may be null. */
    NULLABLE,
    /** Nothing. */
    NONE;

    /**
     * What they show.
     *
     * @param parent the partitioned table; when its key is not known, any one column may be it
     * @param clause the one with the bounds
     */
    static PartProof of(Table part, Table parent, String clause) {
        PartBounds bounds = PartBounds.of(clause);
        PartProof best = NONE;
        for (TableConstraint constraint : part.constraints()) {
            if (constraint.valid()
                    && constraint.constraint() instanceof Constraint.Check check
                    && KeyConstants.suit(check.condition().text(), part, parent)) {
                List<String> key = bounds.keyWithin(check.condition().text(), parent.partitionKey());
                PartProof own = key.isEmpty() ? NONE : nulls(part, parent, key, bounds.takesNull());
                best = own.compareTo(best) < 0 ? own : best;
            }
        }
        return best;
    }

    private static PartProof nulls(Table part, Table parent, List<String> key, boolean takesNull) {
        PartProof worst = GIVEN;
        for (String column : key) {
            PartProof own = takesNull ? GIVEN : nulls(part, parent, column);
            worst = own.compareTo(worst) > 0 ? own : worst;
        }
        return worst;
    }

    private static PartProof nulls(Table part, Table parent, String column) {
        Column own = part.column(column);
        Column above = parent.column(column);
        // Where the parent's column is not null, a part with another one is refused.
        boolean notNull = (own != null && own.notNull())
                || (above != null && above.notNull())
                || part.constraints().stream()
                        .anyMatch(known -> known.valid()
                                && known.constraint() instanceof Constraint.Check check
                                && (check.notNullColumns().contains(column)
                                        || KeyExpression.isNotNull(
                                                check.condition().text(), parent.partitionKey())));
        if (notNull) {
            return GIVEN;
        }
        boolean known = KeyExpression.isOne(parent.partitionKey()) || (own != null && own.type() != null);
        return known ? NULLABLE : UNLESS_NULL;
    }
}
