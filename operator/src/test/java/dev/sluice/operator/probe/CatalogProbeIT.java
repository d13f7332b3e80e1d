package dev.sluice.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.access.Access;
import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.access.TlsMode;
import dev.sluice.testing.network.Ports;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CatalogProbeIT {

    private static final String PASSWORD = "catalog-8e21d4-password";

    private static Vertx vertx;
    private static PostgresReplicaSet servers;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        servers = PostgresReplicaSet.builder().replicas(0).start();
        servers.createRole("monitor", PASSWORD, "pg_monitor");
        servers.primary().execute("""
                CREATE SCHEMA shop;
                CREATE TABLE shop.orders (id int PRIMARY KEY);
                CREATE TABLE shop.items (id int PRIMARY KEY, order_id int REFERENCES shop.orders ON DELETE CASCADE);
                CREATE TABLE shop.notes (id int PRIMARY KEY, order_id int REFERENCES shop.orders);
                CREATE TABLE shop.days (day date) PARTITION BY RANGE (day);
                CREATE TABLE shop.days_2026 PARTITION OF shop.days FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
                CREATE VIEW shop.open_orders AS SELECT o.id FROM shop.orders o JOIN shop.items i ON i.order_id = o.id;
                CREATE VIEW shop.few AS SELECT id FROM shop.open_orders LIMIT 5;
                CREATE MATERIALIZED VIEW shop.totals AS SELECT count(*) FROM shop.orders;
                CREATE TABLE shop.audited (id int, body text, words tsvector);
                CREATE TABLE shop.searched (id int, body text, words tsvector);
                CREATE FUNCTION shop.audit() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE TRIGGER audit AFTER INSERT ON shop.audited FOR EACH ROW EXECUTE FUNCTION shop.audit();
                CREATE TRIGGER words BEFORE INSERT ON shop.searched FOR EACH ROW
                  EXECUTE FUNCTION tsvector_update_trigger(words, 'pg_catalog.english', body);
                CREATE TABLE shop.ruled (id int);
                CREATE RULE ruled AS ON INSERT TO shop.ruled DO ALSO DELETE FROM shop.notes;
                CREATE FUNCTION shop.distance(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
                CREATE FUNCTION shop.price_of(int) RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
                CREATE FUNCTION shop.price_of(text) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
                CREATE FUNCTION shop.settle(int) RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
                CREATE FUNCTION settle(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE FUNCTION shop.query_to_xml(int) RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
                CREATE AGGREGATE shop.counted(*) (SFUNC = settle, STYPE = int);
                CREATE FUNCTION log(text) RETURNS void LANGUAGE sql AS 'DELETE FROM shop.notes';
                CREATE FUNCTION shop.age(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE FUNCTION shop."Lower"(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE FUNCTION shop.lower(int) RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
                CREATE FUNCTION shop.upper() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
                CREATE PROCEDURE shop.floor() LANGUAGE sql AS 'DELETE FROM shop.notes';
                CREATE FUNCTION shop.noted(int, box) RETURNS int LANGUAGE sql AS 'SELECT 1';
                CREATE FUNCTION shop.larger(int, circle) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
                CREATE AGGREGATE shop.min(box) (SFUNC = shop.noted, STYPE = int);
                CREATE AGGREGATE shop.max(circle) (SFUNC = shop.larger, STYPE = int);
                CREATE TABLE shop.secrets (id int);
                ALTER TABLE shop.secrets ENABLE ROW LEVEL SECURITY;
                CREATE VIEW shop.shown AS SELECT id FROM shop.secrets;
                CREATE VIEW shop.shown_again AS SELECT id FROM shop.shown;
                """);
    }

    @AfterAll
    static void stop() {
        servers.close();
        vertx.close();
    }

    @Test
    void whatAWriteTouchesIsReadWithoutRightsOnData() {
        CatalogReading reading = read(servers.primary().port(), "monitor", PASSWORD);

        assertThat(reading)
                .isEqualTo(new CatalogReading.Read(
                        Map.of(
                                "shop.orders", List.of("shop.items", "shop.open_orders"),
                                "shop.items", List.of("shop.open_orders"),
                                "shop.days", List.of("shop.days_2026"),
                                "shop.days_2026", List.of("shop.days"),
                                // A join and a LIMIT cannot be written through, so nothing leads back.
                                "shop.open_orders", List.of("shop.few"),
                                "shop.secrets", List.of("shop.shown"),
                                "shop.shown", List.of("shop.secrets", "shop.shown_again"),
                                "shop.shown_again", List.of("shop.shown")),
                        Set.of("shop.audited", "shop.ruled"),
                        Set.of("shop.secrets", "shop.shown", "shop.shown_again"),
                        Set.of("distance", "larger", "price_of"),
                        Set.of("age", "log", "min")));
    }

    @Test
    void whatCannotBeReadIsSaidWithoutThePassword() {
        assertThat(read(servers.primary().port(), "monitor", PASSWORD + "x"))
                .isInstanceOfSatisfying(CatalogReading.Unread.class, unread -> {
                    assertThat(unread.reason()).isEqualTo("AuthenticationFailed");
                    assertThat(unread.message()).doesNotContain(PASSWORD);
                });
        int port = Ports.reserve();
        assertThat(read(port, "monitor", PASSWORD))
                .isInstanceOfSatisfying(
                        CatalogReading.Unread.class,
                        unread -> assertThat(unread.reason()).isEqualTo("ConnectionRefused"));
        Ports.release(port);
    }

    private static CatalogReading read(int port, String user, String password) {
        return CatalogProbe.read(
                        vertx,
                        new Target("127.0.0.1", port, servers.database()),
                        new AccessResult.Granted(
                                new Access(user, password, new Access.Tls(TlsMode.DISABLE, null, null, null))),
                        Duration.ofSeconds(30))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
