package io.tiphys.apiserver.gateway;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Gatekeeper;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.telemetry.metrics.GrpcServerMetrics;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out who calls, runs the handler in the caller's thread, and counts and logs how it went:
/// the same for every transport.
public final class Dispatcher {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  private final Gatekeeper gatekeeper;
  private final GrpcServerMetrics metrics;
  private final OpenStreams streams = new OpenStreams();

  public Dispatcher(Gatekeeper gatekeeper, GrpcServerMetrics metrics) {
    this.gatekeeper = gatekeeper;
    this.metrics = metrics;
  }

  /// Where a transport puts answers.
  @FunctionalInterface
  interface Sink<A extends Message> {
    /// Waits while the receiver is behind.
    ///
    /// @throws IOException when the receiver is gone
    void put(Reply<A> reply) throws IOException, InterruptedException;

    /// Is told who calls, before anything is put.
    default void admitted(Identity identity) {}
  }

  /// Runs one call to its end.
  ///
  /// @param messages the caller's, waits for each
  /// @return how it ended; what was put into the sink before is part of the answer
  <Q extends Message, A extends Message> Status run(
      Operation<Q, A> operation,
      Request request,
      Iterator<Q> messages,
      Sink<A> sink,
      Cancellation cancellation) {
    var handled = metrics.begin(operation.method());
    var record = new CallLog(operation.method(), request);
    Status status;
    try {
      var caller =
          operation.isOpen()
              ? gatekeeper.recognize(request.token())
              : gatekeeper.admit(request.token());
      Identity identity = caller.identity();
      record.admitted(identity);
      sink.admitted(identity);
      var call = new OngoingCall(caller, request, cancellation);
      Iterator<Q> told =
          new Told<>(
              messages,
              message -> {
                handled.messageReceived();
                record.received(identity, message);
              });
      Sink<A> counted =
          reply -> {
            handled.messageSent();
            sink.put(reply);
          };
      status = answer(operation, call, told, counted);
    } catch (Refusal e) {
      status = Status.fromCode(e.code()).withDescription(e.text());
    }
    var cancelled = cancellation.reason();
    if (cancelled != null) {
      status = cancelled;
    }
    handled.ended(status.getCode());
    record.finished(status);
    return status;
  }

  private <Q extends Message, A extends Message> Status answer(
      Operation<Q, A> operation, OngoingCall call, Iterator<Q> messages, Sink<A> sink) {
    try {
      switch (operation) {
        case Operation.Unary<Q, A>(var method, var isOpen, var handler) ->
            sink.put(handler.answer(messages.next(), call));
        case Operation.Streaming<Q, A>(var method, var isOpen, var handler) ->
            stream(messages.next(), handler, call, sink);
        case Operation.Uploading<Q, A>(var method, var isOpen, var handler) ->
            sink.put(handler.answer(messages, call));
      }
      return Status.OK;
    } catch (NoSuchElementException e) {
      return Status.INTERNAL.withDescription("the call has no message");
    } catch (InterruptedException | IOException e) {
      return Status.CANCELLED.withDescription("context canceled");
    } catch (Refusal e) {
      return Status.fromCode(e.code()).withDescription(e.text());
    } catch (RuntimeException | StackOverflowError e) {
      log.atError()
          .addKeyValue("method", operation.method().getFullMethodName())
          .setCause(e)
          .log("unexpected failure");
      return Status.INTERNAL.withDescription(
          "unexpected failure; the API server's log has the cause");
    }
  }

  private <Q, A extends Message> void stream(
      Q request, Operation.StreamHandler<Q, A> handler, OngoingCall call, Sink<A> sink)
      throws InterruptedException, IOException {
    var gone = new IOException[1];
    try (var open = streams.add(call.caller(), call.cancellation())) {
      handler.answer(
          request,
          call,
          reply -> {
            refuseIfCancelled(call);
            call.rights();
            try {
              sink.put(reply);
            } catch (IOException e) {
              gone[0] = e;
              throw new Refusal(Status.Code.CANCELLED, "context canceled");
            }
          });
    }
    if (gone[0] != null) {
      throw gone[0];
    }
  }

  private static void refuseIfCancelled(Call call) {
    if (call.isCancelled()) {
      throw new Refusal(Status.Code.CANCELLED, "context canceled");
    }
  }

  /// Whether somebody with this token is heard at all.
  boolean admits(Operation<?, ?> operation, String token) {
    if (operation.isOpen()) {
      return true;
    }
    try {
      gatekeeper.admit(token);
      return true;
    } catch (Refusal e) {
      return false;
    }
  }

  /// Whose a token is; nobody's where it is not good.
  Identity identity(String token) {
    return gatekeeper.recognize(token).identity();
  }

  /// Messages that somebody hears of when they are taken.
  private record Told<Q>(Iterator<Q> messages, Consumer<Q> listener) implements Iterator<Q> {
    @Override
    public boolean hasNext() {
      return messages.hasNext();
    }

    @Override
    public Q next() {
      Q message = messages.next();
      listener.accept(message);
      return message;
    }
  }
}
