package io.tiphys.e2e.operation;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.tiphys.proto.json.GoJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Asks over gRPC.
final class OverGrpc implements Door, AutoCloseable {

  private static final int PATIENCE_SECONDS = 30;

  private final ManagedChannel channel;

  /// @param address `host:port`, in plain text
  OverGrpc(String address) {
    channel = NettyChannelBuilder.forTarget(address, InsecureChannelCredentials.create()).build();
  }

  @Override
  public String name() {
    return "grpc";
  }

  @Override
  public Outcome ask(
      MethodDescriptor<?, ?> method,
      String token,
      List<Map<String, @Nullable Object>> messages,
      Predicate<@Nullable Object> isEnough) {
    var headers = new Metadata();
    if (!token.isEmpty()) {
      headers.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), token);
    }
    var authorized =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    var answers = new ArrayList<@Nullable Object>();
    try {
      call(authorized, method, messages, answers, isEnough);
      return Outcome.ok(answers);
    } catch (StatusRuntimeException e) {
      String text = e.getStatus().getDescription();
      return new Outcome(e.getStatus().getCode(), text == null ? "" : text, answers);
    }
  }

  private static <Q, A> void call(
      Channel channel,
      MethodDescriptor<Q, A> method,
      List<Map<String, @Nullable Object>> messages,
      List<@Nullable Object> answers,
      Predicate<@Nullable Object> isEnough) {
    var options = CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    try {
      if (method.getType() == MethodDescriptor.MethodType.CLIENT_STREAMING) {
        BlockingClientCall<Q, A> call =
            ClientCalls.blockingClientStreamingCall(channel, method, options);
        for (var message : messages) {
          call.write(request(method, message));
        }
        call.halfClose();
        add(answers, call.read());
        return;
      }
      var all =
          ClientCalls.blockingServerStreamingCall(
              channel.newCall(method, options), request(method, messages.getFirst()));
      while (all.hasNext()) {
        add(answers, all.next());
        if (isEnough.test(answers.getLast())) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (io.grpc.StatusException e) {
      throw e.getStatus().asRuntimeException();
    }
  }

  private static void add(List<@Nullable Object> answers, @Nullable Object answer) {
    if (answer instanceof Message message) {
      answers.add(GoJson.toTree(message));
    }
  }

  private static <Q> Q request(
      MethodDescriptor<Q, ?> method, Map<String, @Nullable Object> message) {
    @SuppressWarnings("unchecked") // of the method's own prototype
    Q request = (Q) GoJson.merge(message, Api.request(method)).buildPartial();
    return request;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
