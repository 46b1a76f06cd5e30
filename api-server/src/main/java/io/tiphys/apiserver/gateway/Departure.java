package io.tiphys.apiserver.gateway;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// Notices that the caller of a stream has left, also while there is nothing to be written. HTTP/2
/// says so; over HTTP/1.1 the connection has something to be read, and that is its end.
final class Departure implements Callback {

  private final EndPoint connection;
  private final Cancellation cancellation;

  private Departure(EndPoint connection, Cancellation cancellation) {
    this.connection = connection;
    this.cancellation = cancellation;
  }

  /// What cancels a call: of a stream, that its caller has left. To be called before anything is
  /// answered: a connection of HTTP/1.1 is not used again after a stream.
  static Cancellation of(
      Operation<?, ?> operation, HttpServletRequest request, HttpServletResponse response) {
    var cancellation = new Cancellation();
    if (operation instanceof Operation.Streaming<?, ?>) {
      var core = ServletContextRequest.getServletContextRequest(request);
      core.addFailureListener(failure -> cancel(cancellation));
      var connection = core.getConnectionMetaData();
      if (connection.getHttpVersion().getVersion() < HttpVersion.HTTP_2.getVersion()) {
        response.setHeader("Connection", "close");
        new Departure(connection.getConnection().getEndPoint(), cancellation).look();
      }
    }
    return cancellation;
  }

  private void look() {
    var unused = connection.tryFillInterested(this);
  }

  @Override
  public void succeeded() {
    try {
      // Nothing is sent after the request of a stream that does not end, but by TLS itself.
      if (connection.fill(BufferUtil.allocate(1)) == 0) {
        look();
        return;
      }
    } catch (IOException e) {
      // broken: the same
    }
    cancel(cancellation);
  }

  private static void cancel(Cancellation cancellation) {
    cancellation.cancel(Status.CANCELLED.withDescription("context canceled"));
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
