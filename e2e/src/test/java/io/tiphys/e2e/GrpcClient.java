package io.tiphys.e2e;

import io.grpc.Channel;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.tiphys.proto.application.ApplicationCreateRequest;
import io.tiphys.proto.application.ApplicationDeleteRequest;
import io.tiphys.proto.application.ApplicationPatchRequest;
import io.tiphys.proto.application.ApplicationServiceGrpc;
import io.tiphys.proto.application.ApplicationServiceGrpc.ApplicationServiceBlockingStub;
import io.tiphys.proto.application.ApplicationSyncRequest;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.v1alpha1.Application;
import io.tiphys.proto.v1alpha1.Info;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Plain gRPC. Nothing is tried twice.
final class GrpcClient implements Client {

  private final ManagedChannel channel;
  private final String token;

  /// @param server `host:port`
  GrpcClient(String server, String token) {
    this.token = token;
    channel =
        NettyChannelBuilder.forTarget(server, InsecureChannelCredentials.create())
            .disableRetry()
            .build();
  }

  Channel channel() {
    channel.resetConnectBackoff();
    return channel;
  }

  ApplicationServiceBlockingStub applications() {
    var headers = new Metadata();
    headers.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), token);
    return ApplicationServiceGrpc.newBlockingStub(channel())
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  @Override
  public String name() {
    return "grpc";
  }

  @Override
  public Ended create(String app, Map<String, Object> spec) {
    var message = GoJson.merge(RestClient.application(app, spec), Application.newBuilder());
    return ended(() ->
        limited()
            .create(
                ApplicationCreateRequest.newBuilder()
                    .setApplication(message.buildPartial())
                    .setValidate(false)
                    .build()));
  }

  @Override
  public Ended append(String app, String line) {
    return ended(() ->
        limited()
            .patch(
                ApplicationPatchRequest.newBuilder()
                    .setName(app)
                    .setPatch(RestClient.appending(line))
                    .setPatchType("json")
                    .build()));
  }

  @Override
  public Ended delete(String app) {
    return ended(() ->
        limited()
            .delete(ApplicationDeleteRequest.newBuilder().setName(app).setCascade(true).build()));
  }

  /// Asks for a sync.
  ///
  /// @param mark by which the operation is known again
  Ended sync(String app, String mark) {
    return ended(() ->
        limited()
            .sync(
                ApplicationSyncRequest.newBuilder()
                    .setName(app)
                    .addInfos(Info.newBuilder().setName("mark").setValue(mark))
                    .build()));
  }

  private ApplicationServiceBlockingStub limited() {
    return applications().withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  private static Ended ended(Runnable call) {
    try {
      call.run();
      return Ended.DONE;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
        return Ended.UNKNOWN;
      }
      throw e;
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
