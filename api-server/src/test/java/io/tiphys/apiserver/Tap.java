package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A stream that stays open, and what has come of it.
final class Tap {

  private static final int PATIENCE_SECONDS = 60;

  private final LinkedBlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Status> end = new CompletableFuture<>();

  private Tap() {}

  static <Q extends Message, A> Tap open(Ear caller, MethodDescriptor<Q, A> method, Q request) {
    var tap = new Tap();
    ClientCalls.asyncServerStreamingCall(
        caller.authorized().newCall(method, CallOptions.DEFAULT),
        request,
        new StreamObserver<A>() {
          @Override
          public void onNext(A frame) {
            tap.frames.add(Ear.text(frame));
          }

          @Override
          public void onError(Throwable error) {
            tap.end.complete(Status.fromThrowable(error));
          }

          @Override
          public void onCompleted() {
            tap.end.complete(Status.OK);
          }
        });
    return tap;
  }

  /// Waits for the next frame.
  String next() throws InterruptedException {
    String frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(frame).as("the next frame").isNotNull();
    return String.valueOf(frame);
  }

  /// Waits for the end, before which nothing more may come.
  Status end() throws Exception {
    Status status = end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(frames).isEmpty();
    return status;
  }

  /// What has come and was not looked at.
  Iterable<String> rest() {
    return frames;
  }
}
