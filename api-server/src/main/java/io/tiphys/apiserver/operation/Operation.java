package io.tiphys.apiserver.operation;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.util.Iterator;
import java.util.function.BiFunction;

/// One operation of the API with the one handler that answers it: over gRPC, gRPC-web and REST.
///
/// Handlers run in a virtual thread of their own and may wait. What they throw is the answer: a
/// [Refusal] as it says, anything else is logged and told as an internal error without its text.
///
/// @param <Q> what is asked
/// @param <A> what is answered
public sealed interface Operation<Q extends Message, A extends Message> {

  MethodDescriptor<Q, A> method();

  /// Whether callers who have not logged in are heard, too.
  boolean isOpen();

  /// One question, one answer.
  record Unary<Q extends Message, A extends Message>(
      MethodDescriptor<Q, A> method, boolean isOpen, Handler<Q, A> handler)
      implements Operation<Q, A> {}

  /// One question, answers until the caller leaves or the handler returns.
  record Streaming<Q extends Message, A extends Message>(
      MethodDescriptor<Q, A> method, boolean isOpen, StreamHandler<Q, A> handler)
      implements Operation<Q, A> {}

  /// Many messages of the caller, then one answer.
  record Uploading<Q extends Message, A extends Message>(
      MethodDescriptor<Q, A> method, boolean isOpen, UploadHandler<Q, A> handler)
      implements Operation<Q, A> {}

  @FunctionalInterface
  interface Handler<Q, A extends Message> {
    Reply<A> answer(Q request, Call call) throws InterruptedException;
  }

  @FunctionalInterface
  interface StreamHandler<Q, A extends Message> {
    /// @param frames takes the answers; returns when there is room for more
    void answer(Q request, Call call, Frames<A> frames) throws InterruptedException;
  }

  @FunctionalInterface
  interface UploadHandler<Q, A extends Message> {
    /// @param requests waits for each of the caller's messages
    Reply<A> answer(Iterator<Q> requests, Call call) throws InterruptedException;
  }

  /// Where a stream's answers go.
  @FunctionalInterface
  interface Frames<A extends Message> {
    /// Sends one; waits while the caller is behind.
    ///
    /// @throws Refusal CANCELLED when the caller is gone, UNAUTHENTICATED when the caller's token
    ///   is no longer good
    void send(Reply<A> frame) throws InterruptedException;
  }

  /// For those who are logged in, or where anonymous access is on.
  static <Q extends Message, A extends Message> Operation<Q, A> unary(
      MethodDescriptor<Q, A> method, BiFunction<Q, Call, A> handler) {
    return new Unary<>(method, false, (request, call) -> Reply.of(handler.apply(request, call)));
  }

  /// For everybody.
  static <Q extends Message, A extends Message> Operation<Q, A> open(
      MethodDescriptor<Q, A> method, BiFunction<Q, Call, A> handler) {
    return new Unary<>(method, true, (request, call) -> Reply.of(handler.apply(request, call)));
  }

  /// As [#unary(MethodDescriptor, BiFunction)], for answers that are not a message to begin with.
  static <Q extends Message, A extends Message> Operation<Q, A> prepared(
      MethodDescriptor<Q, A> method, Handler<Q, A> handler) {
    return new Unary<>(method, false, handler);
  }

  static <Q extends Message, A extends Message> Operation<Q, A> streaming(
      MethodDescriptor<Q, A> method, StreamHandler<Q, A> handler) {
    return new Streaming<>(method, false, handler);
  }

  static <Q extends Message, A extends Message> Operation<Q, A> uploading(
      MethodDescriptor<Q, A> method, UploadHandler<Q, A> handler) {
    return new Uploading<>(method, false, handler);
  }
}
