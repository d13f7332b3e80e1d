package dev.sluice.routing.cache.statement;

/** What is known of one parenthesis or bracket of a query, the query itself being the outermost. */
final class QueryLevel {

    /** FROM stands between the arguments of a call here. */
    final boolean fromInside;

    /** A query is in here, so that FROM begins its tables. */
    boolean query;

    /** A query may begin with the next token. */
    boolean start = true;

    /** In the list of FROM, in which commas separate tables. */
    boolean inFrom;

    /** The next token begins a table. */
    boolean expectsItem;

    QueryLevel(boolean fromInside) {
        this.fromInside = fromInside;
    }
}
