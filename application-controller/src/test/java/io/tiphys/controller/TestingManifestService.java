package io.tiphys.controller;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ManifestYaml;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.proto.reposerver.ManifestRequest;
import io.tiphys.proto.reposerver.ManifestResponse;
import io.tiphys.proto.reposerver.RepoServerServiceGrpc.RepoServerServiceImplBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Answers as a repo server would, from commits that a test makes in memory: what the controller
/// does with manifests is the same, wherever they come from.
final class TestingManifestService extends RepoServerServiceImplBase implements AutoCloseable {

  private final String name = UUID.randomUUID().toString();
  private final ManagedChannel channel;
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private Server server;
  private final Map<String, Map<String, String>> commits = new HashMap<>();
  private Map<String, String> newest = Map.of();
  private String head = "";

  TestingManifestService() throws IOException {
    server = started();
    channel = InProcessChannelBuilder.forName(name).build();
  }

  private Server started() throws IOException {
    return InProcessServerBuilder.forName(name).addService(this).build().start();
  }

  /// Counts what is asked, whether or not somebody answers.
  Channel channel() {
    return ClientInterceptors.intercept(
        channel,
        new ClientInterceptor() {
          @Override
          public <Q, A> ClientCall<Q, A> interceptCall(
              MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
              @Override
              public void sendMessage(Q message) {
                if (message instanceof ManifestRequest request) {
                  asked.merge(request.getApplicationSource().getPath(), 1, Integer::sum);
                }
                super.sendMessage(message);
              }
            };
          }
        });
  }

  int asked(String path) {
    return asked.getOrDefault(path, 0);
  }

  /// Nobody answers until [#back].
  void gone() throws InterruptedException {
    server.shutdownNow().awaitTermination();
  }

  void back() throws IOException {
    server = started();
    channel.resetConnectBackoff();
  }

  /// From now on, the manifests of a path cannot be made.
  void fail(String path) {
    failing.add(path);
  }

  /// Replaces what a path holds; every other path stays as it is.
  ///
  /// @param yaml any number of documents; null when the path is gone
  /// @return the commit's hash
  synchronized String commit(String path, @Nullable String yaml) {
    var files = new LinkedHashMap<>(newest);
    if (yaml == null) {
      files.remove(path);
    } else {
      files.put(path, yaml);
    }
    newest = Map.copyOf(files);
    head = "%040x".formatted(commits.size() + 1);
    commits.put(head, newest);
    return head;
  }

  @Override
  public void generateManifest(ManifestRequest request, StreamObserver<ManifestResponse> observer) {
    String path = request.getApplicationSource().getPath();
    String revision =
        request.getRevision().matches("[0-9a-f]{40}") ? request.getRevision() : head();
    String yaml = failing.contains(path) ? null : files(revision).get(path);
    if (yaml == null) {
      observer.onError(
          Status.UNKNOWN.withDescription(path + ": app path does not exist").asRuntimeException());
      return;
    }
    List<String> manifests =
        ManifestYaml.parse(path, yaml.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT).stream()
            .map(Manifest::toJson)
            .map(json -> new String(json, StandardCharsets.UTF_8))
            .toList();
    observer.onNext(
        ManifestResponse.newBuilder()
            .addAllManifests(manifests)
            .setRevision(revision)
            .setSourceType("Directory")
            .build());
    observer.onCompleted();
  }

  private synchronized String head() {
    return head;
  }

  private synchronized Map<String, String> files(String revision) {
    return commits.getOrDefault(revision, Map.of());
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}
