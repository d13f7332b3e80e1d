package dev.sluice.routing.jdbc;

import org.jspecify.annotations.Nullable;

/** Whether what a statement sends may change its session: looked up once for a text, since a prepared one is sent many times. */
final class SessionChange {

    private @Nullable String judged;
    private boolean changes;

    /** Whether this text {@linkplain LeadingWord#mayChangeSession may}; null does not. */
    boolean isIn(@Nullable String sql) {
        if (sql != null && !sql.equals(judged)) {
            judged = sql;
            changes = LeadingWord.mayChangeSession(sql);
        }
        return sql != null && changes;
    }
}
