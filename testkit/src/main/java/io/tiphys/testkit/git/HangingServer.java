package io.tiphys.testkit.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Accepts connections and never answers.
public final class HangingServer implements AutoCloseable {

  private final ServerSocket listening;
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();

  private HangingServer(ServerSocket listening) {
    this.listening = listening;
  }

  static HangingServer start() {
    try {
      var server = new HangingServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofPlatform().daemon().name("hanging-server").start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return listening.getLocalPort();
  }

  /// Connections so far.
  public int connections() {
    return accepted.size();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        accepted.add(listening.accept());
      } catch (IOException e) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : accepted) {
      socket.close();
    }
  }
}
