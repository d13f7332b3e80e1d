package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Query;
import dev.sluice.sql.classify.Volatility;

/** What has been run that nobody has read: it may have made what was known not to be there. */
public final class Unfollowed {

    private Unfollowed() {}

    /** The schema behind it. */
    public static Schema behind(Schema schema) {
        return schema.places(schema.places().afterUnread());
    }

    /** The schema behind a query: what a function does that is not PostgreSQL's own is another file's to say. */
    static Schema behind(Schema schema, Query query) {
        boolean read =
                !query.hidden() && query.functions().stream().allMatch(name -> Volatility.ofBuiltin(name) != null);
        return read ? schema : behind(schema);
    }
}
