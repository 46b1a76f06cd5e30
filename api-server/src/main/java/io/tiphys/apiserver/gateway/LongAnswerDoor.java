package io.tiphys.apiserver.gateway;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/// gRPC for answers of any length. gRPC's own adapter has a message in memory whole until the
/// caller has taken it: fifty lists of 10,000 Applications would be gigabytes.
final class LongAnswerDoor {

  private final FramedCall calls;

  LongAnswerDoor(Dispatcher dispatcher) {
    this.calls = new FramedCall(dispatcher);
  }

  void serve(Operation<?, ?> operation, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/grpc");
    var trailers = new TreeMap<String, String>();
    response.setTrailerFields(() -> Map.copyOf(trailers));
    var out = response.getOutputStream();
    Status status = calls.run(operation, request, response, false, () -> new Message(out));
    trailers.put("grpc-status", Integer.toString(status.getCode().value()));
    String description = status.getDescription();
    if (description != null) {
      trailers.put("grpc-message", FramedCall.percent(description));
    }
  }

  /// The only one: what closes it leaves the answer open for the trailers.
  private static final class Message extends FilterOutputStream {
    Message(OutputStream answer) {
      super(answer);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}
