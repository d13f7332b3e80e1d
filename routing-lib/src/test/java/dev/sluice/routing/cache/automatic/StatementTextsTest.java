package dev.sluice.routing.cache.automatic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.cache.statement.ReadQuery;
import dev.sluice.routing.jdbc.ResultSource.Effect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are too long to be read are looked through for what sets something. */
class StatementTextsTest {

    private static final String LONG = "-- " + "x".repeat(ReadQuery.LONGEST_TEXT);

    private final StatementTexts texts = new StatementTexts();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN PERFORM login('two'); END $$ ",
                "/* a */ CALL login('two') ",
                "SELECT 1; SET app.tenant = 1 ",
                "SELECT set_config('app.tenant', '1', false) "
            })
    void whatMaySetSomethingHides(String sql) {
        assertThat(texts.effect(sql + LONG)).isEqualTo(Effect.HIDES);
        assertThat(texts.effect(sql)).isNotEqualTo(Effect.CHANGES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE a SET b = 1 ", "INSERT INTO a VALUES (1) ON CONFLICT (b) DO UPDATE SET c = 1 "})
    void whatChangesDataDoesNot(String sql) {
        assertThat(texts.effect(sql + LONG)).isEqualTo(Effect.CHANGES);
    }
}
