package io.tiphys.kube.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;

/// TCP sockets that notice a peer which is gone: a watch may be silent for a long time.
final class TcpSockets extends SocketFactory {

  private final int seconds;

  TcpSockets(Duration keepAlive) {
    this.seconds = (int) Math.max(1, keepAlive.toSeconds());
  }

  @Override
  public Socket createSocket() throws IOException {
    return probing(new Socket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return probing(new Socket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return probing(new Socket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return probing(new Socket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
      throws IOException {
    return probing(new Socket(address, port, local, localPort));
  }

  private Socket probing(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
      socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, seconds);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, seconds);
      socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
    }
    return socket;
  }
}
