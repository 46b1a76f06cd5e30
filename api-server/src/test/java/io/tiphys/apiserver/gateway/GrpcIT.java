package io.tiphys.apiserver.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.proto.application.ApplicationServiceGrpc;
import io.tiphys.proto.application.ApplicationSyncRequest;
import io.tiphys.proto.project.ProjectServiceGrpc;
import io.tiphys.proto.repository.RepoQuery;
import io.tiphys.proto.v1alpha1.ApplicationWatchEvent;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// gRPC and gRPC-web.
class GrpcIT extends Gateways {

  @Test
  void answersOverGrpc() {
    assertThat(apps().get(query("shop")).getMetadata().getName()).isEqualTo("shop");
    assertThat(apps().get(query("big")).getMetadata().getName()).hasSize(20 << 20);
  }

  @Test
  void refusesOverGrpcWithoutAnAnswer() {
    assertThatThrownBy(() -> apps().get(query("missing")))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
              assertThat(e.getStatus().getDescription()).isEqualTo("no Application: missing");
            });
    assertThatThrownBy(() ->
            ClientCalls.blockingUnaryCall(
                channel,
                ApplicationServiceGrpc.getRollbackMethod(),
                CallOptions.DEFAULT,
                io.tiphys.proto.application.ApplicationRollbackRequest.newBuilder()
                    .setName("a")
                    .setId(1)
                    .build()))
        .hasMessageContaining("UNIMPLEMENTED");
  }

  @Test
  void keepsWhatWentWrongInside() {
    assertThatThrownBy(() ->
            ProjectServiceGrpc.newBlockingStub(channel)
                .list(io.tiphys.proto.project.ProjectQuery.getDefaultInstance()))
        .hasMessageContaining("INTERNAL")
        .hasMessageNotContaining("secret");
    var answer = get("/api/v1/projects");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("secret").contains("\"code\":13");
  }

  @Test
  void streamsOverGrpcUntilTheCallerLeaves() throws Exception {
    left.clear();
    var names = new LinkedBlockingQueue<String>();
    var call = channel.newCall(ApplicationServiceGrpc.getWatchMethod(), CallOptions.DEFAULT);
    ClientCalls.asyncServerStreamingCall(
        call,
        query(""),
        new io.grpc.stub.StreamObserver<ApplicationWatchEvent>() {
          @Override
          public void onNext(ApplicationWatchEvent event) {
            names.add(event.getApplication().getMetadata().getName());
          }

          @Override
          public void onError(Throwable t) {}

          @Override
          public void onCompleted() {}
        });
    assertThat(names.poll(10, TimeUnit.SECONDS)).isEqualTo("app-0");
    assertThat(names.poll(10, TimeUnit.SECONDS)).isEqualTo("app-1");
    call.cancel("seen enough", null);
    assertThat(left.poll(10, TimeUnit.SECONDS)).isEqualTo("left");
  }

  @Test
  void takesManyMessages() throws Exception {
    var answers = new LinkedBlockingQueue<String>();
    var upload =
        ApplicationServiceGrpc.newStub(channel)
            .getManifestsWithFiles(
                new io.grpc.stub.StreamObserver<>() {
                  @Override
                  public void onNext(io.tiphys.proto.reposerver.ManifestResponse response) {
                    answers.add(response.getRevision());
                  }

                  @Override
                  public void onError(Throwable t) {
                    answers.add(t.toString());
                  }

                  @Override
                  public void onCompleted() {}
                });
    for (int i = 0; i < 5; i++) {
      upload.onNext(
          io.tiphys.proto.application.ApplicationManifestQueryWithFilesWrapper
              .getDefaultInstance());
    }
    upload.onCompleted();
    assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo("5 parts");
  }

  @Test
  void speaksGrpcWeb() {
    for (boolean isText : new boolean[] {false, true}) {
      var frames =
          web("application.ApplicationService/Watch", query("three").toByteArray(), isText);
      assertThat(frames).hasSize(4);
      assertThat(frames.getLast()).contains("grpc-status:0");
      assertThat(web("application.ApplicationService/Watch", query("fails").toByteArray(), isText))
          .hasSize(4)
          .last()
          .asString()
          .contains("grpc-status:7", "grpc-message:permission denied");
    }
  }

  /// The command line looks for a refusal in the headers only.
  @Test
  void refusesOverGrpcWebInTheHeaders() {
    for (boolean isText : new boolean[] {false, true}) {
      assertThat(
              refusedWeb(
                  "application.ApplicationService/Get", query("missing").toByteArray(), isText))
          .isEqualTo("5 no Application: missing");
    }
    assertThat(refusedWeb("application.ApplicationService/Rollback", new byte[0], false))
        .startsWith("12 ");
  }

  @Test
  void aMessageMayHaveSpacesAroundItAndBeLong() {
    String kept = LONG.substring(0, Refusal.LONGEST - 3) + "...";
    for (var text : Map.of("spaced", SPACED, "long", kept).entrySet()) {
      var query = query(text.getKey());
      assertThatThrownBy(() -> apps().get(query))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> {
                assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                assertThat(e.getStatus().getDescription()).isEqualTo(text.getValue().strip());
              });
      assertThat(refusedWeb("application.ApplicationService/Get", query.toByteArray(), false))
          .isEqualTo("3 " + text.getValue());
    }
  }

  @Test
  void readsTheTokenOfEachKindOfClient() {
    for (var header : Map.of("token", "abc", "authorization", "Bearer abc").entrySet()) {
      assertThat(CallerToken.of(name -> name.equals(header.getKey()) ? header.getValue() : ""))
          .isEqualTo("abc");
    }
  }

  @Test
  void tellsItsHealthAndItsServices() {
    var health =
        io.grpc.health.v1.HealthGrpc.newBlockingStub(channel)
            .check(io.grpc.health.v1.HealthCheckRequest.getDefaultInstance());
    assertThat(health.getStatus())
        .isEqualTo(io.grpc.health.v1.HealthCheckResponse.ServingStatus.SERVING);
  }

  @Test
  void understandsGzip() {
    var compressed = apps().withCompression("gzip").get(query("shop"));
    assertThat(compressed.getMetadata().getName()).isEqualTo("shop");
    var headers = new Metadata();
    headers.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), "any");
    assertThat(
            apps()
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .get(query("shop"))
                .getMetadata()
                .getName())
        .isEqualTo("shop");
  }

  @Test
  void refusesAMessageThatIsNone() {
    assertThat(
            refusedWeb("application.ApplicationService/Get", new byte[] {(byte) 0xff, 1, 2}, false))
        .startsWith("13 ");
    assertThat(RepoQuery.getDefaultInstance().getRepo()).isEmpty();
    assertThat(ApplicationSyncRequest.getDefaultInstance().getResourcesCount()).isZero();
  }
}
