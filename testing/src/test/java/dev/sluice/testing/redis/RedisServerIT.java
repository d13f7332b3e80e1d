package dev.sluice.testing.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedisServerIT {

    @Test
    void servesAndComesBackEmptyOnTheSamePort() throws IOException {
        try (RedisServer redis = RedisServer.open().start()) {
            int port = redis.port();
            assertThat(ask(redis, "SET k v", "GET k")).isEqualTo("$1");

            redis.kill();
            assertThat(redis.isRunning()).isFalse();
            assertThatThrownBy(() -> ask(redis, "PING")).isInstanceOf(ConnectException.class);

            redis.start();
            assertThat(redis.port()).isEqualTo(port);
            assertThat(ask(redis, "GET k")).isEqualTo("$-1");

            redis.stop();
            assertThat(redis.isRunning()).isFalse();
        }
    }

    @Test
    void comesBackWithWhatItHasSavedIfThatIsWanted() throws IOException {
        try (RedisServer redis = RedisServer.open().start()) {
            ask(redis, "SET k saved");
            redis.save();
            ask(redis, "SET k lost");
            redis.kill();
            redis.startWithData();
            assertThat(RedisCommands.send(redis, "GET", "k")).contains("saved");

            redis.kill();
            redis.start();
            assertThat(ask(redis, "GET k")).isEqualTo("$-1");
            redis.kill();
            assertThatThrownBy(redis::startWithData).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void itsClockIsSetWhileItRuns() {
        Optional<ServerClock> made = ServerClock.make();
        assumeThat(made).as("Linux and a C compiler").isPresent();
        ServerClock clock = made.orElseThrow();
        try (RedisServer redis = RedisServer.withClock(clock).start()) {
            assertThat(ahead(redis)).isBetween(-60L, 60L);
            clock.set(Duration.ofHours(2));
            assertThat(ahead(redis)).isBetween(7140L, 7260L);
            clock.set(Duration.ofMinutes(-5));
            assertThat(ahead(redis)).isBetween(-360L, -240L);
        }
    }

    private static long ahead(RedisServer redis) {
        String seconds =
                RedisCommands.send(redis, "TIME").lines().skip(2).findFirst().orElseThrow();
        return Long.parseLong(seconds) - System.currentTimeMillis() / 1000;
    }

    @Test
    void suspendedServerAcceptsAndNeverAnswers() throws IOException {
        try (RedisServer redis = RedisServer.open().start()) {
            redis.suspend();
            assertThatThrownBy(() -> ask(redis, "PING")).isInstanceOf(SocketTimeoutException.class);
            redis.resume();
            assertThat(ask(redis, "PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void passwordIsChecked() throws IOException {
        try (RedisServer redis = RedisServer.withPassword("secret").start()) {
            assertThat(ask(redis, "PING")).startsWith("-NOAUTH");
            assertThat(ask(redis, "AUTH wrong")).startsWith("-WRONGPASS");
            assertThat(ask(redis, "AUTH secret", "PING")).isEqualTo("+PONG");
            assertThat(redis.uri()).isEqualTo("redis://:secret@127.0.0.1:" + redis.port());
        }
    }

    @Test
    void closeIsIdempotentAndFinal() {
        RedisServer redis = RedisServer.open().start();
        redis.close();
        redis.close();
        assertThat(redis.isRunning()).isFalse();
        assertThatThrownBy(redis::start).isInstanceOf(IllegalStateException.class);
    }

    /** Sends inline commands and returns the first line of the last answer. */
    private static String ask(RedisServer redis, String... commands) throws IOException {
        try (Socket socket = new Socket(redis.host(), redis.port())) {
            socket.setSoTimeout(10_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String answer = "";
            for (String command : commands) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
                answer = in.readLine();
            }
            return answer;
        }
    }
}
