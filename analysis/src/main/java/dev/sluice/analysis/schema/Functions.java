package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.CreateObject.Declared;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.sql.classify.Volatility;
import org.jspecify.annotations.Nullable;

/** What the migrations say of functions. */
public final class Functions {

    private Functions() {}

    /** How far the result of a function may be relied on, as the migrations have said for sure; null when they have not. */
    public static @Nullable Volatility volatility(Schema schema, Name function) {
        Name name = schema.made(ObjectKind.ROUTINE, function).name();
        boolean hidden = function.schema().isEmpty() && schema.places().isPerhapsHidden(name);
        return hidden ? null : schema.made().volatility(name);
    }

    /** The schema with what the last statement says of a function; null where it may say anything. */
    static Schema declared(Schema schema, Name function, @Nullable Declared declared) {
        MadeObjects made = schema.made();
        return schema.made(
                declared == null
                        ? made.withoutDeclared(
                                schema.made(ObjectKind.ROUTINE, function).name())
                        : made.with(schema.place(function), declared));
    }
}
