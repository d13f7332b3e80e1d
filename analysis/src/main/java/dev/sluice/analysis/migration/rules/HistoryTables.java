package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.statement.Name;
import java.util.List;
import java.util.Map;

/** The tables in which migration tools keep what has been applied: one row for each migration, whatever keys they have. */
final class HistoryTables {

    private static final Map<String, List<List<String>>> KEYS = Map.ofEntries(
            Map.entry("schema_migrations", columns("version", "id", "filename")),
            Map.entry("ar_internal_metadata", columns("key")),
            Map.entry("flyway_schema_history", columns("installed_rank", "version", "script")),
            Map.entry("databasechangelog", columns("id")),
            Map.entry("databasechangeloglock", columns("id")),
            Map.entry("goose_db_version", columns("id", "version_id")),
            Map.entry("__EFMigrationsHistory", columns("MigrationId")),
            Map.entry("__efmigrationshistory", columns("migrationid", "migration_id")),
            Map.entry("alembic_version", columns("version_num")),
            Map.entry("django_migrations", columns("id", "name")),
            Map.entry("doctrine_migration_versions", columns("version")),
            Map.entry("knex_migrations", columns("id", "name")),
            Map.entry("SequelizeMeta", columns("name")),
            Map.entry("_prisma_migrations", columns("id", "migration_name", "checksum")),
            Map.entry("__drizzle_migrations", columns("id", "hash")),
            Map.entry("pgmigrations", columns("id", "name")));

    private HistoryTables() {}

    /** What tells the rows of such a table apart; empty for any other table. */
    static List<List<String>> keys(Name table) {
        return KEYS.getOrDefault(table.name(), List.of());
    }

    private static List<List<String>> columns(String... names) {
        return List.of(names).stream().map(List::of).toList();
    }
}
