package dev.sluice.routing.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A query as it was when the copy was made, to be sent in a session of its own, perhaps by another thread. */
final class StatementCopy implements RoutedQuery.Copy {

    private final Router router;
    private final Executor executor;
    private final SessionSettings settings;
    private final Recipe recipe;
    private final String sql;

    StatementCopy(Router router, Executor executor, SessionSettings settings, Recipe recipe, String sql) {
        this.router = router;
        this.executor = executor;
        this.settings = settings;
        this.recipe = recipe;
        this.sql = sql;
    }

    @Override
    public <T> T with(SqlFunction<RoutedQuery, T> work) throws SQLException {
        Session session = new Session(router, executor, ResultSource.NONE, settings.forOneStatement());
        try {
            Lease lease = session.use(router.trail(), null);
            try (Statement statement = recipe.make(lease.connection())) {
                return work.apply(new StatementQuery(
                        session,
                        lease,
                        recipe,
                        statement,
                        sql,
                        () -> send(lease, statement),
                        new CompletableFuture<>()));
            }
        } finally {
            session.end();
        }
    }

    private ResultSet send(Lease lease, Statement statement) throws SQLException {
        lease.notes().sent(ResultSource.Effect.READS, lease.inTransaction());
        return statement instanceof PreparedStatement prepared && recipe.sql() != null
                ? prepared.executeQuery()
                : statement.executeQuery(sql);
    }
}
