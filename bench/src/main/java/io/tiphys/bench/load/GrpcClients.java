package io.tiphys.bench.load;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.tiphys.proto.application.ApplicationQuery;
import io.tiphys.proto.application.ApplicationServiceGrpc;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Many clients of gRPC on ten connections. Their messages are counted, but not read: a thousand
/// clients have a thousand machines.
final class GrpcClients implements AutoCloseable {

  private static final int CONNECTIONS = 10;
  private static final int LONGEST = 1 << 30;

  private final List<ManagedChannel> channels = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong heard = new AtomicLong();

  GrpcClients() {
    for (int i = 0; i < CONNECTIONS; i++) {
      channels.add(
          NettyChannelBuilder.forAddress(
                  "localhost", Product.PORT, InsecureChannelCredentials.create())
              .maxInboundMessageSize(LONGEST)
              .build());
    }
  }

  private ManagedChannel channel() {
    return channels.get(Math.floorMod(next.getAndIncrement(), CONNECTIONS));
  }

  /// How long a list of all Applications is.
  long listSize() {
    return ClientCalls.blockingUnaryCall(
        channel(),
        counting(ApplicationServiceGrpc.getListMethod()),
        CallOptions.DEFAULT,
        ApplicationQuery.getDefaultInstance());
  }

  /// One more client that watches all Applications.
  void watch() {
    var call =
        channel().newCall(counting(ApplicationServiceGrpc.getWatchMethod()), CallOptions.DEFAULT);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onMessage(Long bytes) {
            heard.incrementAndGet();
            call.request(1);
          }

          @Override
          public void onClose(Status status, Metadata trailers) {
            if (status.getCode() != Status.Code.UNAVAILABLE) {
              AppsBenchmark.say("a watch ended: " + status);
            }
          }
        },
        new Metadata());
    call.request(10);
    call.sendMessage(ApplicationQuery.getDefaultInstance());
    call.halfClose();
  }

  /// Waits until the watchers together have heard so many messages.
  void awaitHeard(long wanted) throws InterruptedException {
    long end = System.nanoTime() + 600_000_000_000L;
    while (heard.get() < wanted) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("heard " + heard + " of " + wanted);
      }
      Thread.sleep(20);
    }
  }

  private static MethodDescriptor<ApplicationQuery, Long> counting(
      MethodDescriptor<ApplicationQuery, ?> method) {
    return method.toBuilder(method.getRequestMarshaller(), new Length()).build();
  }

  /// How long a message is.
  private static final class Length implements MethodDescriptor.Marshaller<Long> {
    @Override
    public InputStream stream(Long value) {
      throw new IllegalStateException("a client sends none");
    }

    @Override
    public Long parse(InputStream stream) {
      try {
        return stream.skip(Long.MAX_VALUE);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    channels.forEach(ManagedChannel::shutdownNow);
  }
}
