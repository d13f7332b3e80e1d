package dev.sluice.routing.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresUrlTest {

    @ParameterizedTest
    @CsvSource({
        "postgres://app:pw@db:5433/shop,                       db,          5433, shop, app,  pw",
        "postgresql://app:pw@db/shop,                          db,          5432, shop, app,  pw",
        "jdbc:postgresql://db:5433/shop?user=app&password=p+w, db,          5433, shop, app,  p+w",
        "postgresql://a%40b:p%3Aw%2F%40@db/shop,               db,          5432, shop, a@b,  p:w/@",
        "postgresql://app:p@w:1/x@db/shop,                     db,          5432, shop, app,  p@w:1/x",
        "postgresql://app@[2001:db8::1]:5433/shop,             2001:db8::1, 5433, shop, app,  ",
        "postgresql://app:pw@[::1]/shop,                       ::1,         5432, shop, app,  pw",
        "postgresql://app:pw@db,                               db,          5432, app,  app,  pw",
        "postgresql://db/sh%C3%B6p,                            db,          5432, shöp, ,     ",
    })
    void everyFormIsRead(String url, String host, int port, String database, String user, String password) {
        PostgresUrl parsed = PostgresUrl.parse("DATABASE_URL", url);
        assertThat(parsed.host()).isEqualTo(host);
        assertThat(parsed.port()).isEqualTo(port);
        assertThat(parsed.database()).isEqualTo(database);
        assertThat(parsed.user()).isEqualTo(user);
        assertThat(parsed.password()).isEqualTo(password);
    }

    @Test
    void theLimitIsTakenAndOtherParametersAreKeptByPgjdbcsNames() {
        PostgresUrl parsed = PostgresUrl.parse(
                "DATABASE_URL",
                "postgres://app:pw@db/shop?connection_limit=7&sslmode=verify-full&application_name=web&schema=s&odd=1"
                        + "&pgbouncer=true");
        assertThat(parsed.connectionLimit()).isEqualTo(7);
        assertThat(parsed.parameters())
                .isEqualTo(Map.of(
                        "sslmode", "verify-full",
                        "ApplicationName", "web",
                        "currentSchema", "s",
                        "odd", "1",
                        "prepareThreshold", "0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mysql://app:s3cret@db/shop                       | does not begin with postgres://",
                "postgres://app:s3cret@db1,db2/shop               | several hosts",
                "postgres://app:s3cret@/shop                      | no host",
                "postgres://app:s3cret@db:70000/shop              | port",
                "postgres://app:s3cret@db:x1/shop                 | port",
                "postgres://:s3cret@db                            | no database",
                "postgres://app:s3cret@db/shop?connection_limit=0 | connection_limit",
                "postgres://app:s3cret@db/shop?connection_limit=9999 | connection_limit",
                "postgres://app:s3cret%@db/shop                   | percent sign",
            })
    void whatIsWrongIsToldWithTheVariableAndWithoutThePassword(String url, String message) {
        assertThatThrownBy(() -> PostgresUrl.parse("DATABASE_REPLICA_3_URL", url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DATABASE_REPLICA_3_URL")
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"))
                .hasNoCause();
    }

    @Test
    void theTextFormShowsNoPassword() {
        assertThat(PostgresUrl.parse("DATABASE_URL", "postgres://app:s3cret@db/shop")
                        .toString())
                .isEqualTo("PostgresUrl[db:5432/shop]");
    }
}
