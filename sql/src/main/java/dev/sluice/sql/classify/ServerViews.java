package dev.sluice.sql.classify;

import java.util.List;

/** The views of the system catalog that tell about one server or one session, which a replica has its own of. */
final class ServerViews {

    private static final List<String> PREFIXES = List.of(
            "pg_aios",
            "pg_backend_",
            "pg_buffercache",
            "pg_config",
            "pg_cursors",
            "pg_file_settings",
            "pg_hba_",
            "pg_ident_",
            "pg_locks",
            "pg_prepared_",
            "pg_replication_",
            "pg_sequences",
            "pg_settings",
            "pg_shmem_",
            "pg_stat");

    private ServerViews() {}

    static boolean has(String name) {
        return name.startsWith("pg_") && PREFIXES.stream().anyMatch(name::startsWith);
    }
}
