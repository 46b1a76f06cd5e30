package io.tiphys.kube;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands between us and an API server, and cuts the line, or takes everything and answers nothing.
public final class TestingProxy implements AutoCloseable {

  private final InetSocketAddress target;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean isCut;
  private volatile boolean isSilent;

  public TestingProxy(int port) throws IOException {
    this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public String url() {
    return "https://127.0.0.1:" + server.getLocalPort();
  }

  /// Ends all connections, and each new one at once.
  public void cut() {
    isCut = true;
    sockets.forEach(TestingProxy::close);
  }

  /// Takes connections and bytes, and passes nothing on.
  public void silence() {
    isSilent = true;
  }

  /// All is well from now on.
  public void restore() {
    isCut = false;
    isSilent = false;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        if (isCut) {
          client.close();
          continue;
        }
        var upstream = new Socket();
        upstream.connect(target);
        sockets.add(client);
        sockets.add(upstream);
        Thread.ofVirtual().start(() -> pass(client, upstream));
        Thread.ofVirtual().start(() -> pass(upstream, client));
      } catch (IOException e) {
        // the test ended, or the API server is not there: the client notices
      }
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream input = from.getInputStream();
      OutputStream output = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        if (!isSilent) {
          output.write(buffer, 0, count);
        }
      }
    } catch (IOException e) {
      // one side is gone, so the other is closed
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
