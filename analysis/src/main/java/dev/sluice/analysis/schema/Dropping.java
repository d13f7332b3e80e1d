package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.List;

/** What {@code DROP} leaves of a schema. */
final class Dropping {

    private Dropping() {}

    static Schema apply(Schema schema, Drop drop, Origin now) {
        Schema after = drop.cascade() ? withoutViews(schema, drop, now) : schema;
        for (Drop.Target target : drop.targets()) {
            after = switch (drop.kind()) {
                case TABLE, FOREIGN_TABLE ->
                    leaving(after, drop, target.name(), now).absent(target.name());
                case INDEX -> after.withoutIndex(target.name());
                case VIEW -> leaving(after, drop, target.name(), now).withoutView(target.name());
                case MATERIALIZED_VIEW ->
                    leaving(after, drop, target.name(), now)
                            .absent(target.name())
                            .withoutView(after.resolve(target.name()));
                case SCHEMA -> withoutSchema(after, drop, target.name(), now);
                case TRIGGER ->
                    drop.on() == null
                            ? after
                            : after.withoutMade(drop.kind(), SchemaChange.trigger(schema, drop.on(), target.name()));
                case OWNED, DATABASE, RULE, POLICY -> after;
                default -> after.withoutMade(drop.kind(), target.name());
            };
        }
        // Views may be gone with it.
        return drop.cascade() ? after.withoutViewColumns() : after;
    }

    /** Of which nothing is known but {@code DROP … IF EXISTS}, that was most likely not there. */
    private static Schema leaving(Schema schema, Drop drop, Name name, Origin now) {
        boolean known = schema.table(name) != null || schema.view(name) != null;
        return drop.ifExists() && !known ? schema : UsedNames.leaving(schema, schema.resolve(name), now);
    }

    private static Schema withoutSchema(Schema schema, Drop drop, Name name, Origin now) {
        boolean known = !schema.tablesOf(name.name()).isEmpty();
        Schema left = drop.ifExists() && !known ? schema : UsedNames.leaving(schema, name.name(), now);
        return left.absentSchema(name.name()).withoutMade(drop.kind(), name);
    }

    private static Schema withoutViews(Schema schema, Drop drop, Origin now) {
        boolean relations = drop.kind() == ObjectKind.TABLE
                || drop.kind() == ObjectKind.FOREIGN_TABLE
                || drop.kind() == ObjectKind.VIEW
                || drop.kind() == ObjectKind.MATERIALIZED_VIEW;
        Schema after = schema;
        for (Drop.Target target : relations ? drop.targets() : List.<Drop.Target>of()) {
            for (View view : after.views().goneWith(after.resolve(target.name()))) {
                after = UsedNames.leaving(after, view.name(), now);
                after = (view.materialized() ? after.absent(view.name()) : after).withoutView(view.name());
            }
        }
        return after;
    }
}
