package dev.sluice.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.report.InvalidReportException;
import dev.sluice.analysis.report.ReportJson;
import dev.sluice.analysis.report.Verification;
import dev.sluice.cli.Sluice;
import dev.sluice.testing.junit.FixtureLogs;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code --verify} against a real server, as a login that may do no more than own its database, which each test finds empty. */
@ExtendWith(FixtureLogs.class)
abstract class ScratchVerify {

    static final String SCRATCH = "scratch";
    static final String PASSWORD = "s3cret-of-app";

    static PostgresReplicaSet set;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        set = PostgresReplicaSet.builder().replicas(0).start();
        set.createRole("app", PASSWORD);
    }

    @AfterAll
    static void stop() {
        set.close();
    }

    @BeforeEach
    void emptyDatabase() {
        set.primary().execute("DROP DATABASE IF EXISTS " + SCRATCH);
        set.primary().execute("CREATE DATABASE " + SCRATCH + " OWNER app");
    }

    static String url(PostgresServer server, String database) {
        return "postgresql://app@" + server.host() + ":" + server.port() + "/" + database;
    }

    int run(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(arguments());
        arguments.addAll(List.of(more));
        if (!arguments.contains("--verify")) {
            arguments.addAll(List.of("--verify", url(set.primary(), SCRATCH)));
        }
        if (!arguments.contains("--tool")) {
            arguments.addAll(List.of("--tool", "plain"));
        }
        int code = Sluice.run(arguments.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
        assertThat(out + "" + err).doesNotContain(PASSWORD);
        return code;
    }

    private List<String> arguments() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        return List.of(
                "migrations",
                "check",
                "--config",
                "/dev/null",
                "--fail-on",
                "none",
                "--verify-password-file",
                password.toString());
    }

    String file(String name, String text) throws IOException {
        Path migrations = Files.createDirectories(folder.resolve("migrations"));
        return Files.writeString(migrations.resolve(name), text).toString();
    }

    Verification verification() throws InvalidReportException {
        return Objects.requireNonNull(ReportJson.read(out.toString()).verification());
    }

    static String query(String sql) throws Exception {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    static void execute(String sql) throws Exception {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect() throws Exception {
        return DriverManager.getConnection(set.primary().jdbcUrl(SCRATCH), "app", PASSWORD);
    }
}
