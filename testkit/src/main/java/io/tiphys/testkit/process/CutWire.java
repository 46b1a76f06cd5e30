package io.tiphys.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A wire to a server that a test can cut: a TCP port of this machine that passes everything on.
/// Any number of threads.
public final class CutWire implements AutoCloseable {

  private final InetSocketAddress server;
  private final ServerSocket door;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean isCut;

  private CutWire(InetSocketAddress server, ServerSocket door) {
    this.server = server;
    this.door = door;
  }

  /// @param port of a server on this machine
  public static CutWire to(int port) {
    try {
      var loopback = InetAddress.getLoopbackAddress();
      var wire =
          new CutWire(new InetSocketAddress(loopback, port), new ServerSocket(0, 128, loopback));
      Thread.ofVirtual().name("wire").start(wire::accept);
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  /// Breaks all connections in the middle of what they carry; new ones are refused until [#mend()].
  public void cut() {
    isCut = true;
    open.forEach(CutWire::breakOff);
  }

  public void mend() {
    isCut = false;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        if (isCut) {
          breakOff(client);
          continue;
        }
        open.add(client);
        var target = new Socket();
        open.add(target);
        target.connect(server);
        Thread.ofVirtual().start(() -> pass(client, target));
        Thread.ofVirtual().start(() -> pass(target, client));
      } catch (SocketException e) {
        // closed, or the server is away: the client notices by itself
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // one end broke; both are closed
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void breakOff(Socket socket) {
    try {
      socket.setSoLinger(true, 0); // a reset, as when a machine goes away
      socket.close();
    } catch (IOException e) {
      // it is gone already
    }
  }

  @Override
  public void close() {
    cut();
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
