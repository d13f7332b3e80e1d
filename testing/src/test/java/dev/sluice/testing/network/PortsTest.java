package dev.sluice.testing.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void portIsFreeAndHandedOutOnce() throws IOException {
        Set<Integer> ports = new HashSet<>();
        try {
            for (int i = 0; i < 50; i++) {
                assertThat(ports.add(Ports.reserve())).isTrue();
            }
            for (int port : ports) {
                try (ServerSocket socket = new ServerSocket(port)) {
                    assertThat(socket.isBound()).isTrue();
                }
            }
        } finally {
            ports.forEach(Ports::release);
        }
    }

    @Test
    void releasingTwiceIsNoError() {
        int port = Ports.reserve();
        Ports.release(port);
        Ports.release(port);
        assertThat(port).isBetween(20_000, 32_000);
    }
}
