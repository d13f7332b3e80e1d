package dev.sluice.testing.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a TCP server on this machine and makes the network between them fail. It listens on its
 * own port of the loopback address, which stays the same over all faults. Starts out forwarding. Safe for use by
 * several threads.
 */
public final class TcpProxy implements AutoCloseable {

    private enum Mode {
        FORWARD,
        HANG,
        CLOSED
    }

    private final int port;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private Mode mode = Mode.FORWARD;
    private volatile InetSocketAddress target;
    private volatile Duration delay = Duration.ZERO;
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;

    private TcpProxy(InetSocketAddress target, int port) {
        this.target = target;
        this.port = port;
    }

    /** Starts a proxy in front of a server, which need not run yet. */
    public static TcpProxy to(String host, int port) {
        // Somebody who reserves nothing may take the port meanwhile.
        for (int attempt = 1; ; attempt++) {
            TcpProxy proxy = new TcpProxy(new InetSocketAddress(host, port), Ports.reserve());
            try {
                proxy.listen();
                return proxy;
            } catch (UncheckedIOException e) {
                Ports.release(proxy.port);
                if (attempt == 5) {
                    throw e;
                }
            }
        }
    }

    /** The address to connect to instead of the server's: 127.0.0.1. */
    public String host() {
        return "127.0.0.1";
    }

    /** The port to connect to instead of the server's. */
    public int port() {
        return port;
    }

    /** Sends later connections to another server and closes the present ones. */
    public void target(String host, int newPort) {
        redirect(host, newPort);
        dropConnections();
    }

    /** Sends later connections to another server; the present ones go on, as behind a Service that is changed. */
    public void redirect(String host, int newPort) {
        target = new InetSocketAddress(host, newPort);
    }

    /** Closes all connections and refuses new ones, as when the server's process is gone. */
    public void cut() {
        refuse();
        dropConnections();
    }

    /** Refuses new connections; those that exist go on. */
    public void refuse() {
        synchronized (gate) {
            if (mode == Mode.CLOSED) {
                return;
            }
            mode = Mode.FORWARD;
            closeListener();
            gate.notifyAll();
        }
        awaitAcceptor();
    }

    /**
     * Goes silent: connections stay and new ones are accepted, but nothing passes in either direction, as when packets
     * are dropped or the server hangs. What was sent meanwhile arrives after {@link #restore()}.
     */
    public void hang() {
        synchronized (gate) {
            if (mode == Mode.CLOSED) {
                return;
            }
            mode = Mode.HANG;
            if (listener == null) {
                listen();
            }
        }
    }

    /**
     * Lets nothing pass on the present connections any more, for good, as when a firewall has forgotten them: neither side is
     * told. New ones are treated as before.
     */
    public void strand() {
        links.forEach(link -> link.stranded = true);
    }

    /** Ends every fault but the delay. Connections that were closed stay closed. */
    public void restore() {
        synchronized (gate) {
            if (mode == Mode.CLOSED) {
                return;
            }
            mode = Mode.FORWARD;
            if (listener == null) {
                listen();
            }
            gate.notifyAll();
        }
    }

    /** Holds back each piece of data, in both directions, for this long; {@link Duration#ZERO} for no delay. */
    public void delay(Duration newDelay) {
        delay = newDelay;
    }

    /** Closes the present connections; new ones are treated as before. */
    public void dropConnections() {
        links.forEach(Link::close);
    }

    /** How many connections pass at present. */
    public int connections() {
        return links.size();
    }

    /** Closes all connections and gives the port back. Idempotent. */
    @Override
    public void close() {
        synchronized (gate) {
            if (mode == Mode.CLOSED) {
                return;
            }
            mode = Mode.CLOSED;
            closeListener();
            gate.notifyAll();
        }
        awaitAcceptor();
        dropConnections();
        Ports.release(port);
    }

    private void listen() {
        synchronized (gate) {
            try {
                ServerSocket socket = new ServerSocket();
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getByName(host()), port), 128);
                listener = socket;
                acceptor = daemon("accept", () -> accept(socket));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot listen on port " + port, e);
            }
        }
    }

    private void closeListener() {
        ServerSocket socket = listener;
        listener = null;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close port " + port, e);
            }
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Link link = new Link(socket.accept());
                synchronized (gate) {
                    links.add(link);
                    if (socket.isClosed()) {
                        // Cut off at the very moment it came in.
                        link.close();
                        return;
                    }
                }
                daemon("request", link::run);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException("cannot accept on port " + port, e);
                }
            }
        }
    }

    /** Blocks while the proxy hangs, or the connection is stranded. */
    private void passGate(Link link) throws InterruptedException {
        synchronized (gate) {
            while (mode == Mode.HANG || (link.stranded && mode != Mode.CLOSED)) {
                gate.wait();
            }
        }
    }

    /** The kernel refuses connections only once nobody waits in accept() any more. */
    private void awaitAcceptor() {
        Thread thread;
        synchronized (gate) {
            thread = listener == null ? acceptor : null;
        }
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Thread daemon(String purpose, Runnable work) {
        Thread thread = new Thread(work, "tcp-proxy-" + port + "-" + purpose);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** One client's connection and the one to the server that belongs to it. */
    private final class Link {

        private final Socket client;
        private final Socket server = new Socket();
        private volatile boolean stranded;

        Link(Socket client) {
            this.client = client;
        }

        void run() {
            try {
                passGate(this);
                server.connect(target, 10_000);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                daemon("response", () -> pump(server, client));
                pump(client, server);
            } catch (IOException e) {
                close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                close();
            }
        }

        private void pump(Socket from, Socket to) {
            byte[] buffer = new byte[64 * 1024];
            try {
                for (int n = from.getInputStream().read(buffer);
                        n >= 0;
                        n = from.getInputStream().read(buffer)) {
                    if (!delay.isZero()) {
                        Thread.sleep(delay.toMillis());
                    }
                    passGate(this);
                    to.getOutputStream().write(buffer, 0, n);
                }
                passGate(this);
            } catch (IOException e) {
                // Either side went away; the other one learns it below.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                close();
            }
        }

        void close() {
            links.remove(this);
            closeSocket(client);
            closeSocket(server);
        }

        private static void closeSocket(Socket socket) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
