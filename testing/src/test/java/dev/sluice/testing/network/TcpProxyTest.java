package dev.sluice.testing.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = echoServer();
        proxy = TcpProxy.to("127.0.0.1", echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void forwardsBothWays() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 7)).isEqualTo(7);
            assertThat(proxy.connections()).isEqualTo(1);
        }
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void cutClosesAndRefusesUntilRestored() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 1)).isEqualTo(1);
            proxy.cut();
            assertThat(isClosed(client)).isTrue();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        }
        proxy.restore();
        try (Socket client = connect()) {
            assertThat(echoed(client, 2)).isEqualTo(2);
        }
    }

    @Test
    void refusedConnectionsLeaveTheOthersAlone() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 1)).isEqualTo(1);
            proxy.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            assertThat(echoed(client, 3)).isEqualTo(3);
        }
    }

    @Test
    void hangingProxyHoldsWhatIsSentUntilRestored() throws IOException {
        try (Socket before = connect()) {
            assertThat(echoed(before, 1)).isEqualTo(1);
            proxy.hang();
            try (Socket after = connect()) {
                before.setSoTimeout(500);
                after.setSoTimeout(500);
                assertThatThrownBy(() -> echoed(before, 4)).isInstanceOf(SocketTimeoutException.class);
                assertThatThrownBy(() -> echoed(after, 5)).isInstanceOf(SocketTimeoutException.class);
                proxy.restore();
                before.setSoTimeout(10_000);
                after.setSoTimeout(10_000);
                assertThat(before.getInputStream().read()).isEqualTo(4);
                assertThat(after.getInputStream().read()).isEqualTo(5);
            }
        }
    }

    @Test
    void cutReachesAHangingConnection() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 1)).isEqualTo(1);
            proxy.hang();
            proxy.cut();
            assertThat(isClosed(client)).isTrue();
        }
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void delayHoldsBackEachWay() throws IOException {
        proxy.delay(Duration.ofMillis(150));
        try (Socket client = connect()) {
            long start = System.nanoTime();
            assertThat(echoed(client, 1)).isEqualTo(1);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
    }

    @Test
    void newTargetTakesOverAndOldConnectionsEnd() throws IOException {
        try (Socket client = connect();
                ServerSocket other = echoServer()) {
            assertThat(echoed(client, 1)).isEqualTo(1);
            proxy.target("127.0.0.1", other.getLocalPort());
            assertThat(isClosed(client)).isTrue();
            try (Socket next = connect()) {
                assertThat(echoed(next, 6)).isEqualTo(6);
            }
        }
    }

    @Test
    void redirectedProxyLeavesTheConnectionsThatExistWhereTheyAre() throws IOException {
        int nobody = Ports.reserve();
        try (Socket client = connect()) {
            assertThat(echoed(client, 1)).isEqualTo(1);
            proxy.redirect("127.0.0.1", nobody);
            assertThat(echoed(client, 2)).isEqualTo(2);
            try (Socket next = connect()) {
                assertThat(isClosed(next)).isTrue();
            }
        } finally {
            Ports.release(nobody);
        }
    }

    @Test
    void serverThatIsGoneEndsTheConnection() throws IOException {
        int nobody = Ports.reserve();
        try {
            proxy.target("127.0.0.1", nobody);
            try (Socket client = connect()) {
                assertThat(isClosed(client)).isTrue();
            }
        } finally {
            Ports.release(nobody);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(proxy.host(), proxy.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static int echoed(Socket client, int value) throws IOException {
        client.getOutputStream().write(value);
        return client.getInputStream().read();
    }

    private static boolean isClosed(Socket client) {
        try {
            client.setSoTimeout(5_000);
            return client.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static ServerSocket echoServer() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (true) {
                Socket client = server.accept();
                daemon(() -> {
                    try (client) {
                        client.getInputStream().transferTo(client.getOutputStream());
                    }
                });
            }
        });
        return server;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The test closed the socket.
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
