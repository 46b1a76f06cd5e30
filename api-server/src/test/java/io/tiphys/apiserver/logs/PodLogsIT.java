package io.tiphys.apiserver.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Caller;
import io.tiphys.apiserver.operation.Operation.Frames;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.proto.application.ApplicationPodLogsQuery;
import io.tiphys.proto.application.LogEntry;
import io.tiphys.settings.Settings;
import io.tiphys.testkit.cluster.Kubectl;
import io.tiphys.testkit.cluster.TestingCluster;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PodLogsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.withNodes(1);

  private final PodLogs logs = new PodLogs(() -> Settings.NONE, Clock.systemUTC());
  private KubeClient kube;

  /// A caller who can leave.
  private static final class TestingCall implements Call {
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    void leave() {
      gone.complete(null);
    }

    @Override
    public Caller caller() {
      throw new IllegalStateException("who calls has been looked at before");
    }

    @Override
    public boolean isCancelled() {
      return gone.isDone();
    }

    @Override
    public void onCancel(Runnable what) {
      var unused = gone.thenRun(what);
    }

    @Override
    public String header(String name) {
      return "";
    }

    @Override
    public String extra(String name) {
      return "";
    }
  }

  private final TestingCall call = new TestingCall();

  @BeforeEach
  void connect() throws Exception {
    var connection = cluster.connection();
    kube =
        new KubeClient(
            new ClusterAccess(
                connection.server(),
                new Auth.Bearer(connection.token()),
                Tls.trusting(connection.certificateAuthority())),
            KubeClientOptions.DEFAULT);
    write(1, "05.100000000Z stdout F first", "07.000000000Z stderr F third ERROR");
    write(2, "06.000000000Z stdout F second", "08.000000000Z stdout F fourth error");
    for (int i = 1; i <= 2; i++) {
      Kubectl.of(cluster)
          .feed(
              """
              apiVersion: v1
              kind: Pod
              metadata: {name: pod-%d, namespace: %s}
              spec: {containers: [{name: log-%d, image: "web:1"}]}
              """
                  .formatted(i, cluster.namespace(), i),
              "apply",
              "-f",
              "-");
    }
    Kubectl.of(cluster)
        .run(
            "wait",
            "pod/pod-1",
            "pod/pod-2",
            "-n",
            cluster.namespace(),
            "--for=condition=Ready",
            "--timeout=60s");
  }

  @AfterEach
  void disconnect() {
    kube.close();
  }

  private static void write(int number, String... lines) throws Exception {
    Files.write(file(number), timed(lines));
  }

  private static void append(int number, String... lines) throws Exception {
    Files.write(file(number), timed(lines), StandardOpenOption.APPEND);
  }

  private static java.nio.file.Path file(int number) {
    return cluster.connection().podLogs().resolve("log-" + number);
  }

  private static List<String> timed(String... lines) {
    return List.of(lines).stream().map(line -> "2026-01-02T03:04:" + line).toList();
  }

  private static List<PodLogs.Pod> pods(int count) {
    var pods = new ArrayList<PodLogs.Pod>();
    for (int i = 1; i <= count; i++) {
      pods.add(new PodLogs.Pod(cluster.namespace(), "pod-" + i));
    }
    return pods;
  }

  private List<LogEntry> entries(List<PodLogs.Pod> pods, ApplicationPodLogsQuery.Builder query)
      throws InterruptedException {
    var entries = Collections.synchronizedList(new ArrayList<LogEntry>());
    logs.stream(
        kube, pods, query.setName("app").build(), call, frame -> entries.add(message(frame)));
    return entries;
  }

  private static LogEntry message(Reply<LogEntry> frame) {
    return ((Reply.Whole<LogEntry>) frame).message();
  }

  private static List<String> contents(List<LogEntry> entries) {
    return entries.stream()
        .map(entry -> entry.getPodName() + " " + entry.getContent() + (entry.getLast() ? "!" : ""))
        .toList();
  }

  @Test
  void podsAreMergedByTimeAndTheEndIsTold() throws Exception {
    var entries = entries(pods(2), ApplicationPodLogsQuery.newBuilder());
    assertThat(contents(entries))
        .containsExactly(
            "pod-1 first", "pod-2 second", "pod-1 third ERROR", "pod-2 fourth error", " !");
    assertThat(entries.getFirst().getTimeStampStr()).isEqualTo("2026-01-02T03:04:05.1Z");
    assertThat(entries.getFirst().getTimeStamp().getNanos()).isEqualTo(100_000_000);
  }

  @Test
  void linesCanBeLookedFor() throws Exception {
    var query = ApplicationPodLogsQuery.newBuilder();
    assertThat(contents(entries(pods(2), query.setFilter("error"))))
        .containsExactly("pod-1 third ERROR", "pod-2 fourth error", " !");
    assertThat(contents(entries(pods(2), query.setMatchCase(true))))
        .containsExactly("pod-2 fourth error", " !");
    assertThat(contents(entries(pods(2), query.setFilter("!error"))))
        .containsExactly("pod-1 first", "pod-2 second", "pod-1 third ERROR", " !");
    assertThat(
            contents(
                entries(
                    pods(2),
                    ApplicationPodLogsQuery.newBuilder().setContainer("log-1").setTailLines(1))))
        .contains("pod-1 third ERROR")
        .anyMatch(line -> line.startsWith("pod-2 container log-1 is not valid for pod pod-2"));
    assertThat(
            contents(
                entries(
                    pods(2),
                    ApplicationPodLogsQuery.newBuilder().setUntilTime("2026-01-02T03:04:06.5Z"))))
        .containsExactly("pod-1 first", "pod-2 second", "pod-1 third ERROR!");
  }

  @Test
  void aFollowedLogGoesOnUntilTheCallerLeaves() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    Frames<LogEntry> frames = frame -> seen.add(message(frame).getContent());
    var query = ApplicationPodLogsQuery.newBuilder().setName("app").setFollow(true).build();
    var end = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            logs.stream(kube, pods(2), query, call, frames);
            end.complete(null);
          } catch (InterruptedException | RuntimeException e) {
            end.completeExceptionally(e);
          }
        });
    for (int i = 0; i < 4; i++) {
      assertThat(seen.poll(60, TimeUnit.SECONDS)).isNotNull();
    }
    append(2, "09.000000000Z stdout F new");
    assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("new");
    call.leave();
    end.get(60, TimeUnit.SECONDS);
    assertThat(seen).isEmpty();
  }

  @Test
  void aPodThatHasNoLogSaysWhy() throws Exception {
    var absent = List.of(new PodLogs.Pod(cluster.namespace(), "absent"));
    assertThat(contents(entries(absent, ApplicationPodLogsQuery.newBuilder())))
        .containsExactly("absent pods \"absent\" not found", " !");
    assertThat(entries(List.of(), ApplicationPodLogsQuery.newBuilder())).isEmpty();
  }

  @Test
  void thereCanBeTooManyPods() {
    assertThatThrownBy(() -> entries(pods(11), ApplicationPodLogsQuery.newBuilder()))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
              assertThat(refusal.text())
                  .isEqualTo(
                      "max pods to view logs are reached. Please provide more granular query");
            });
    assertThatThrownBy(
            () -> entries(pods(1), ApplicationPodLogsQuery.newBuilder().setUntilTime("noon")))
        .hasMessageStartingWith("invalid untilTime parameter value: ");
  }
}
