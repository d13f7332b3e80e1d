package dev.sluice.analysis.migration;

import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Table;

/**
 * Which tables nobody else uses yet when a statement runs. In the file that makes a table it is new, whatever it holds, since nobody
 * knows of it before the migration is over; unless it has got the name of one that was in use, or it has become a part of such a
 * one or is read by such a view, and the transaction has ended that did so. Such a one, and those of earlier files, are new until the migrations fill them from a query or
 * by COPY. One that may have been there before is not new.
 */
public enum Newness {
    /** Made in the same file, or the same migration of a file that has several. For migrations of which it is not known which ones have been applied. */
    SAME_FILE,
    /** Made in any file that has not been applied yet. */
    ANY_UNAPPLIED_FILE;

    /**
     * Whether that table is, whatever inherits from it or is a part of it.
     *
     * @param filled whether the migrations have put more than single rows into it
     * @param seen whether others see it by now, though the same file makes it
     */
    boolean isNew(Table table, Origin now, boolean filled, boolean seen) {
        Origin made = table.origin();
        if (table.temporary()) {
            return true;
        }
        if (made == null || made.applied() || !made.certain()) {
            return false;
        }
        if (made.isWith(now) && (made.transaction() == now.transaction() || !seen)) {
            return true;
        }
        return !filled && isNewWhileEmpty(made, now);
    }

    boolean isNewWhileEmpty(Origin made, Origin now) {
        return !made.applied() && made.certain() && (this == ANY_UNAPPLIED_FILE || made.isWith(now));
    }
}
