package io.tiphys.apiserver.gateway;

import com.google.protobuf.Message;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.tiphys.apiserver.operation.Reply;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One gRPC call: a thread of its own waits for messages and for room to answer.
final class GrpcCall<Q extends Message, A extends Message> {

  /// Bytes that may wait for a caller. With more, what waits for a thousand watchers outlives the
  /// young generation, and the heap grows by it.
  private static final int WAITING = 4 << 10;

  private final ServerCall<Q, Reply<A>> call;
  private final Executor threads;
  private final Cancellation cancellation = new Cancellation();
  private final LinkedBlockingQueue<Optional<Q>> messages = new LinkedBlockingQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean areHeadersSent;

  GrpcCall(ServerCall<Q, Reply<A>> call, Executor threads) {
    this.call = call;
    this.threads = threads;
    call.setOnReadyThreshold(WAITING);
  }

  /// What is to be done with the call.
  interface Work<Q, A extends Message> {
    Status run(Iterator<Q> messages, Dispatcher.Sink<A> sink, Cancellation cancellation);
  }

  ServerCall.Listener<Q> start(Work<Q, A> work) {
    threads.execute(() -> {
      var status = work.run(new Messages(), this::put, cancellation);
      call.close(trimmed(status), new Metadata());
    });
    return new Listener();
  }

  /// The message becomes a header; HTTP/2 resets a stream with spaces at the ends of one.
  private static Status trimmed(Status status) {
    String description = status.getDescription();
    return description == null ? status : status.withDescription(description.strip());
  }

  private void put(Reply<A> reply) throws IOException, InterruptedException {
    try {
      if (!areHeadersSent) {
        call.sendHeaders(new Metadata());
        areHeadersSent = true;
      }
      awaitRoom();
      if (cancellation.isCancelled()) {
        throw new IOException("the caller is gone");
      }
      call.sendMessage(reply);
    } catch (IllegalStateException e) { // the connection ended before the call heard of it
      throw new IOException("the caller is gone", e);
    }
  }

  private void awaitRoom() throws InterruptedException {
    lock.lock();
    try {
      while (!call.isReady() && !cancellation.isCancelled()) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The caller's messages, asked for one by one.
  private final class Messages implements Iterator<Q> {
    private @Nullable Optional<Q> next;

    @Override
    public boolean hasNext() {
      return peek().isPresent();
    }

    @Override
    public Q next() {
      Q message = peek().orElseThrow(NoSuchElementException::new);
      next = null;
      return message;
    }

    private Optional<Q> peek() {
      var present = next;
      if (present == null) {
        call.request(1);
        try {
          present = messages.take();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          present = Optional.empty();
        }
        next = present;
      }
      return present;
    }
  }

  private final class Listener extends ServerCall.Listener<Q> {

    @Override
    public void onMessage(Q message) {
      messages.add(Optional.of(message));
    }

    @Override
    public void onHalfClose() {
      messages.add(Optional.empty());
    }

    @Override
    public void onReady() {
      signal();
    }

    @Override
    public void onCancel() {
      cancellation.cancel(Status.CANCELLED.withDescription("context canceled"));
      messages.add(Optional.empty());
      signal();
    }
  }
}
