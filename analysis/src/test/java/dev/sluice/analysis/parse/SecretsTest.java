package dev.sluice.analysis.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE SUBSCRIPTION s CONNECTION 'host=x password=hunter2' PUBLICATION p",
                "CREATE SUBSCRIPTION s CONNECTION 'host=x' 'hunter2'",
                "ALTER SUBSCRIPTION s CONNECTION $$host=x password=hunter2$$",
                "ALTER ROLE app PASSWORD 'hunter2'",
                "CREATE USER app WITH LOGIN PASSWORD E'hunter2' VALID UNTIL '2030-01-01'",
                "CREATE USER MAPPING FOR app SERVER s OPTIONS (user 'bob', password 'hunter2')",
                "ALTER FOREIGN TABLE t OPTIONS (SET key 'hunter2')",
                "UPDATE users SET pw = crypt('hunter2', gen_salt('bf')) WHERE id = 1",
                "UPDATE users SET token='hunter2'",
                "UPDATE users SET data = '{\"api_key\": \"hunter2\"}'",
                "INSERT INTO users (name, reset_token) SELECT 'x', 'hunter2'",
                "INSERT INTO users VALUES (1, 'hunter2')",
                "COPY users FROM PROGRAM 'curl -u bob:hunter2 https://files/users.csv'",
                "SELECT set_config('app.jwt_secret', 'hunter2', false)",
                "SET app.secret = 'hunter2'",
                "SELECT dblink_connect('postgres://bob:hunter2@db/shop')",
                "ALTER TABLE t ADD COLUMN token text DEFAULT 'hunter2', ADD COLUMN b int",
                "DO $$ BEGIN ALTER ROLE app PASSWORD 'hunter2'; END $$",
                "DO $$ BEGIN EXECUTE 'ALTER ROLE app PASSWORD ''hunter2'''; END $$",
                "DO $$ BEGIN EXECUTE format('ALTER ROLE app PASSWORD %L', 'hunter2'); END $$",
                "DO $$ DECLARE secret text := 'hunter2'; BEGIN NULL; END $$",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $f$ UPDATE users SET token = 'hunter2' $f$",
                "ALTER ROLE app PASSWORD 'hunter2",
                "\\connect postgres://bob:hunter2@db/shop",
                "\\set app_password hunter2"
            })
    void hidesWhatOnlyTheServerShouldSee(String sql) {
        assertThat(Secrets.hiddenIn(sql)).doesNotContain("hunter2").contains(Secrets.HIDDEN);
        assertThat(Secrets.hiddenIn("SELECT 'open';\n" + sql + ";\nSELECT 1;"))
                .doesNotContain("hunter2")
                .startsWith("SELECT 'open'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY i ON users (reset_token) WHERE state = 'active'",
                "ALTER TABLE t ADD COLUMN state text DEFAULT 'new'",
                "ALTER TABLE t ADD COLUMN token text, ADD COLUMN state text DEFAULT 'new'",
                "ALTER TABLE t ADD PRIMARY KEY (id)",
                "INSERT INTO states (id, name) VALUES (1, 'new')",
                "DO $$ BEGIN EXECUTE 'DROP TABLE a'; END $$"
            })
    void showsTheRest(String sql) {
        assertThat(Secrets.hiddenIn(sql)).isEqualTo(sql);
    }

    @Test
    void showsTheQuotesAndWhatIsAroundThem() {
        assertThat(Secrets.hiddenIn("ALTER ROLE app PASSWORD 'hunter2' VALID UNTIL 'infinity';"))
                .isEqualTo("ALTER ROLE app PASSWORD '…' VALID UNTIL '…';");
    }
}
