package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import java.util.List;

/** What {@code DROP} leaves of a schema. */
final class Dropping {

    private Dropping() {}

    static Schema apply(Schema schema, Drop drop) {
        Schema after = drop.cascade() ? withoutViews(schema, drop) : schema;
        for (Drop.Target target : drop.targets()) {
            after = switch (drop.kind()) {
                case TABLE, FOREIGN_TABLE -> withoutTable(after, drop, target.name());
                case INDEX -> after.withoutIndex(target.name());
                case VIEW -> after.withoutView(target.name());
                case MATERIALIZED_VIEW -> after.absent(target.name()).withoutView(after.resolve(target.name()));
                case SCHEMA -> after.absentSchema(target.name().name()).withoutMade(drop.kind(), target.name());
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

    private static Schema withoutTable(Schema schema, Drop drop, Name name) {
        boolean known = schema.table(name) != null || schema.isDropped(name);
        return drop.ifExists() && !known
                ? schema.places(schema.places().perhapsWithout(schema.resolve(name)))
                : schema.absent(name);
    }

    private static Schema withoutViews(Schema schema, Drop drop) {
        boolean relations = drop.kind() == ObjectKind.TABLE
                || drop.kind() == ObjectKind.FOREIGN_TABLE
                || drop.kind() == ObjectKind.VIEW
                || drop.kind() == ObjectKind.MATERIALIZED_VIEW;
        Schema after = schema;
        for (Drop.Target target : relations ? drop.targets() : List.<Drop.Target>of()) {
            for (View view : after.views().goneWith(after.resolve(target.name()))) {
                after = (view.materialized() ? after.absent(view.name()) : after).withoutView(view.name());
            }
        }
        return after;
    }
}
