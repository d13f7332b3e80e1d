package dev.sluice.routing.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PGobject;

/** A recipe holds what was set, whatever becomes of the objects with which it was set. */
class RecipeTest {

    private static final Method BYTES = setter("setBytes", int.class, byte[].class);
    private static final Method TIME = setter("setTimestamp", int.class, Timestamp.class, Calendar.class);
    private static final Method OBJECT = setter("setObject", int.class, Object.class);

    @Test
    void whatChangesAfterItWasSetIsNotSet() throws Exception {
        Recipe recipe = new Recipe(
                Connection.class.getMethod("prepareStatement", String.class), new Object[] {"SELECT ?, ?, ?"});
        byte[] bytes = {1};
        Timestamp time = new Timestamp(1);
        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        PGobject object = new PGobject();
        object.setType("json");
        object.setValue("1");
        recipe.note(BYTES, new Object[] {1, bytes});
        recipe.note(TIME, new Object[] {2, time, calendar});
        recipe.note(OBJECT, new Object[] {3, object});

        bytes[0] = 2;
        time.setTime(2);
        calendar.setTimeZone(TimeZone.getTimeZone("Asia/Tokyo"));
        object.setValue("2");

        assertThat(value(recipe, 0, 1)).isEqualTo(new byte[] {1});
        assertThat(value(recipe, 1, 1)).isEqualTo(new Timestamp(1));
        assertThat(value(recipe, 1, 2))
                .isInstanceOfSatisfying(
                        Calendar.class,
                        kept -> assertThat(kept.getTimeZone().getID()).isEqualTo("UTC"));
        assertThat(value(recipe, 2, 1))
                .isInstanceOfSatisfying(
                        PGobject.class, kept -> assertThat(kept.getValue()).isEqualTo("1"));
    }

    private static @Nullable Object value(Recipe recipe, int parameter, int argument) {
        return recipe.bound().get(parameter).arguments().get(argument);
    }

    private static Method setter(String name, Class<?>... types) {
        try {
            return PreparedStatement.class.getMethod(name, types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
