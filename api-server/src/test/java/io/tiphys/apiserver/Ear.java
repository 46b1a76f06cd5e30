package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Calls an API server over gRPC for one caller, and hears all that comes back.
final class Ear implements AutoCloseable {

  /// What differs from call to call.
  private static final Set<String> PASSING = Set.of("date", "content-length");

  private final ManagedChannel channel;
  private final String token;

  Ear(int port, String token) {
    this.channel =
        NettyChannelBuilder.forAddress("localhost", port, InsecureChannelCredentials.create())
            .maxInboundMessageSize(64 << 20)
            .build();
    this.token = token;
  }

  /// All that a caller can see of an answer.
  ///
  /// @param isLeft a stream that would have gone on
  /// @param text of an error
  /// @param messages each as a text
  /// @param metadata headers and trailers, without what differs from call to call
  record Heard(
      boolean isLeft, Status.Code code, String text, List<String> messages, String metadata) {

    String all() {
      return code + "\n" + text + "\n" + String.join("\n", messages) + "\n" + metadata;
    }

    /// How it ended; that it did not is all there is to a stream that goes on.
    String end() {
      return isLeft ? "" : all();
    }
  }

  /// @param patience after which a stream is left, as it is after its first message
  <Q, A> Heard ask(MethodDescriptor<Q, A> method, Message request, Duration patience) {
    var headers = new AtomicReference<Metadata>();
    var trailers = new AtomicReference<Metadata>();
    var open =
        ClientInterceptors.intercept(
            authorized(), MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));
    boolean isOne = method.getType().serverSendsOneMessage();
    var options =
        CallOptions.DEFAULT.withDeadlineAfter(
            isOne ? 60_000 : patience.toMillis(), TimeUnit.MILLISECONDS);
    @SuppressWarnings("unchecked") // of the method's own prototype
    Q typed = (Q) request;
    var messages = new ArrayList<String>();
    Status status = Status.OK;
    boolean isLeft = false;
    try {
      if (isOne) {
        messages.add(text(ClientCalls.blockingUnaryCall(open, method, options, typed)));
      } else {
        var answers = ClientCalls.blockingServerStreamingCall(open.newCall(method, options), typed);
        if (answers.hasNext()) {
          messages.add(text(answers.next()));
          isLeft = true;
        }
      }
    } catch (StatusRuntimeException e) {
      status = e.getStatus();
    }
    isLeft |= !isOne && status.getCode() == Status.Code.DEADLINE_EXCEEDED;
    String text = isLeft || status.getDescription() == null ? "" : status.getDescription();
    String metadata = isLeft ? "" : metadata(headers.get()) + metadata(trailers.get());
    return new Heard(isLeft, status.getCode(), text, messages, metadata);
  }

  /// Asks until the answer is such, as it is when the server has heard of a change.
  void await(MethodDescriptor<?, ?> method, Message request, Status.Code code)
      throws InterruptedException {
    for (int i = 0; ask(method, request, Duration.ofSeconds(5)).code() != code; i++) {
      assertThat(i).isLessThan(1000);
      Thread.sleep(20);
    }
  }

  /// For stubs.
  Channel authorized() {
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(AnyClient.headers(token)));
  }

  static String text(Object message) {
    return TextFormat.printer().escapingNonAscii(false).printToString((Message) message);
  }

  private static String metadata(@org.jspecify.annotations.Nullable Metadata all) {
    var lines = new TreeSet<String>();
    if (all != null) {
      for (String name : all.keys()) {
        if (!PASSING.contains(name) && !name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
          var values = all.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
          lines.add(name + ": " + (values == null ? "" : String.join(", ", values)));
        }
      }
    }
    return lines + "\n";
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
