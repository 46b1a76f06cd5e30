package io.tiphys.apiserver.applicationset;

import static io.tiphys.apiserver.applicationset.TestingSets.set;
import static io.tiphys.proto.applicationset.ApplicationSetServiceGrpc.getCreateMethod;
import static io.tiphys.proto.applicationset.ApplicationSetServiceGrpc.getDeleteMethod;
import static io.tiphys.proto.applicationset.ApplicationSetServiceGrpc.getGenerateMethod;
import static io.tiphys.proto.applicationset.ApplicationSetServiceGrpc.getGetMethod;
import static io.tiphys.proto.applicationset.ApplicationSetServiceGrpc.getListMethod;
import static io.tiphys.proto.applicationset.ApplicationSetServiceGrpc.getListResourceEventsMethod;
import static io.tiphys.proto.applicationset.ApplicationSetServiceGrpc.getResourceTreeMethod;
import static io.tiphys.proto.applicationset.ApplicationSetServiceGrpc.getWatchMethod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.apiserver.operation.TestingCall;
import io.tiphys.proto.applicationset.ApplicationSetCreateRequest;
import io.tiphys.proto.applicationset.ApplicationSetDeleteRequest;
import io.tiphys.proto.applicationset.ApplicationSetGenerateRequest;
import io.tiphys.proto.applicationset.ApplicationSetGetQuery;
import io.tiphys.proto.applicationset.ApplicationSetListQuery;
import io.tiphys.proto.applicationset.ApplicationSetTreeQuery;
import io.tiphys.proto.applicationset.ApplicationSetWatchQuery;
import io.tiphys.proto.v1alpha1.ApplicationSet;
import io.tiphys.proto.v1alpha1.ApplicationSetWatchEvent;
import io.tiphys.testkit.cluster.TestingCluster;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ApplicationSetOperationsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final TestingCall ADMIN = TestingCall.admin();

  private TestingSets plane;

  @BeforeEach
  void start() throws Exception {
    plane = TestingSets.start(cluster);
    project("team");
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private void project(String name) throws Exception {
    String path = plane.path().replace("applicationsets", "appprojects");
    cluster
        .admin()
        .post(
            path,
            "{\"apiVersion\":\"argoproj.io/v1alpha1\",\"kind\":\"AppProject\",\"metadata\":{\"name\":\"%s\"},\"spec\":{}}"
                .formatted(name));
    TestingSets.until(name, () -> plane.projects.get(name).isPresent());
  }

  private ApplicationSet create(ApplicationSet set, Call call) throws InterruptedException {
    return create(set, false, call);
  }

  private ApplicationSet create(ApplicationSet set, boolean isUpsert, Call call)
      throws InterruptedException {
    var request =
        ApplicationSetCreateRequest.newBuilder().setApplicationset(set).setUpsert(isUpsert);
    return plane.ask(getCreateMethod(), request.build(), call);
  }

  private ApplicationSet get(String name, Call call) throws InterruptedException {
    return plane.ask(
        getGetMethod(), ApplicationSetGetQuery.newBuilder().setName(name).build(), call);
  }

  private static Refusal refused(ThrowingCallable call) {
    return catchThrowableOfType(Refusal.class, call);
  }

  private static void assertRefused(ThrowingCallable call, Status.Code code, String text) {
    var refusal = refused(call);
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.text()).isEqualTo(text);
  }

  @Test
  void whatIsCreatedIsThereAtOnce() throws Exception {
    var created = create(set("one", "default"), ADMIN);
    assertThat(created.getMetadata().getUid()).isNotEmpty();
    assertThat(get("one", ADMIN)).isEqualTo(created);
    create(set("two", "team"), ADMIN);
    var all = ApplicationSetListQuery.newBuilder();
    assertThat(names(all, ADMIN)).containsExactly("one", "two");
    assertThat(names(all.addProjects("team"), ADMIN)).containsExactly("two");
    assertThat(names(all.clearProjects().setSelector("kind=one"), ADMIN)).containsExactly("one");
  }

  private List<String> names(ApplicationSetListQuery.Builder query, Call call)
      throws InterruptedException {
    return plane.ask(getListMethod(), query.build(), call).getItemsList().stream()
        .map(set -> set.getMetadata().getName())
        .toList();
  }

  @Test
  void whatIsForbiddenLooksLikeWhatIsAbsent() throws Exception {
    create(set("one", "default"), ADMIN);
    create(set("two", "team"), ADMIN);
    var reader = TestingCall.allowed("applicationsets, get, team/*");
    assertThat(names(ApplicationSetListQuery.newBuilder(), reader)).containsExactly("two");
    assertThat(get("two", reader).getMetadata().getName()).isEqualTo("two");
    for (String name : List.of("one", "absent")) {
      assertRefused(() -> get(name, reader), Status.Code.PERMISSION_DENIED, "permission denied");
      assertRefused(
          () ->
              plane.ask(
                  getDeleteMethod(),
                  ApplicationSetDeleteRequest.newBuilder().setName(name).build(),
                  reader),
          Status.Code.PERMISSION_DENIED,
          "permission denied");
      assertRefused(
          () ->
              plane.ask(
                  getResourceTreeMethod(),
                  ApplicationSetTreeQuery.newBuilder().setName(name).build(),
                  reader),
          Status.Code.PERMISSION_DENIED,
          "permission denied");
    }
    assertRefused(
        () -> get("absent", ADMIN),
        Status.Code.NOT_FOUND,
        "error getting ApplicationSet: applicationset.argoproj.io \"absent\" not found");
    assertRefused(
        () ->
            plane.ask(
                getGetMethod(),
                ApplicationSetGetQuery.newBuilder()
                    .setName("one")
                    .setAppsetNamespace("kube-system")
                    .build(),
                ADMIN),
        Status.Code.PERMISSION_DENIED,
        "namespace 'kube-system' is not permitted");
  }

  @Test
  void whatIsThereIsChangedOnlyWhenAsked() throws Exception {
    var first = create(set("one", "default"), ADMIN);
    assertThat(create(set("one", "default"), ADMIN)).isEqualTo(first);
    var other = set("one", "team");
    assertRefused(
        () -> create(other, ADMIN),
        Status.Code.INVALID_ARGUMENT,
        "existing ApplicationSet spec is different, use upsert flag to force update");
    var team =
        TestingCall.allowed("applicationsets, create, team/*", "applicationsets, update, team/*");
    assertRefused(
        () -> create(other, true, team), Status.Code.PERMISSION_DENIED, "permission denied");
    var updated = create(other, true, ADMIN);
    assertThat(StoredSet.project(updated)).isEqualTo("team");
    assertThat(get("one", ADMIN)).isEqualTo(updated);
    TestingSets.until(
        "Events",
        () -> events("one").contains("ResourceUpdated: ada updated ApplicationSets spec"));
  }

  @Test
  void aDryRunLeavesNothing() throws Exception {
    var request =
        ApplicationSetCreateRequest.newBuilder()
            .setApplicationset(set("one", "default"))
            .setDryRun(true)
            .build();
    assertThat(plane.ask(getCreateMethod(), request, ADMIN).getMetadata().getName())
        .isEqualTo("one");
    assertThat(names(ApplicationSetListQuery.newBuilder(), ADMIN)).isEmpty();
  }

  @Test
  void projectsAreSafe() {
    assertRefused(
        () -> create(set("one", "{{project}}"), ADMIN),
        Status.Code.INVALID_ARGUMENT,
        "error validating ApplicationSets: the Argo CD API does not currently support creating"
            + " ApplicationSets with templated `project` fields");
    assertRefused(
        () -> create(set("one", "none"), ADMIN),
        Status.Code.INVALID_ARGUMENT,
        "error checking create permissions for ApplicationSets one : rpc error: code ="
            + " InvalidArgument desc = ApplicationSet references project none which does not exist");
    assertRefused(
        () -> create(set("one", "team", "[{\"selector\":{}}]"), ADMIN),
        Status.Code.INVALID_ARGUMENT,
        "error validating ApplicationSets: ApplicationSet one contains unrecognized generators");
    var team = TestingCall.allowed("applicationsets, create, team/*");
    assertThat(refused(() -> create(set("one", "default"), team)).text())
        .contains("desc = permission denied: applicationsets, create, default/one");
    String nested =
        """
        [{"matrix":{"generators":[{"list":{"elements":[],"template":{"metadata":{},"spec":
          {"project":"default","destination":{}}}}}]}}]
        """;
    assertThat(refused(() -> create(set("one", "team", nested), team)).text())
        .contains("desc = permission denied: applicationsets, create, default/one");
    assertRefused(
        () ->
            plane.ask(
                getGenerateMethod(),
                ApplicationSetGenerateRequest.newBuilder()
                    .setApplicationSet(set("one", "team"))
                    .build(),
                ADMIN),
        Status.Code.UNIMPLEMENTED,
        "this version does not generate the Applications of an ApplicationSet in advance");
  }

  @Test
  void aWatchBeginsWithWhatIsThere() throws Exception {
    create(set("one", "team"), ADMIN);
    create(set("hidden", "default"), ADMIN);
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    var watch = watch(TestingCall.allowed("applicationsets, get, team/*"), seen);
    assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("ADDED one");
    create(set("two", "team"), ADMIN);
    assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("ADDED two");
    cluster.admin().patch(plane.path() + "/one", "{\"metadata\":{\"labels\":{\"new\":\"x\"}}}");
    assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("MODIFIED one");
    plane.ask(
        getDeleteMethod(), ApplicationSetDeleteRequest.newBuilder().setName("two").build(), ADMIN);
    assertThat(seen.poll(60, TimeUnit.SECONDS)).isEqualTo("DELETED two");
    watch.interrupt();
    watch.join();
    assertThat(seen).isEmpty();
  }

  @SuppressWarnings("unchecked") // the operation's types are those of its method
  private Thread watch(Call call, BlockingQueue<String> seen) {
    var handler =
        plane.operations.stream()
            .filter(it -> it.method() == getWatchMethod())
            .map(it ->
                ((Operation.Streaming<ApplicationSetWatchQuery, ApplicationSetWatchEvent>) it)
                    .handler())
            .findFirst()
            .orElseThrow();
    return Thread.ofVirtual()
        .start(() -> {
          try {
            handler.answer(
                ApplicationSetWatchQuery.getDefaultInstance(),
                call,
                frame -> {
                  var event = ((Reply.Whole<ApplicationSetWatchEvent>) frame).message();
                  seen.add(
                      event.getType() + " " + event.getApplicationSet().getMetadata().getName());
                });
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the test's end
          }
        });
  }

  @Test
  void showsItsApplicationsAndEvents() throws Exception {
    var created = create(set("one", "team"), ADMIN);
    cluster
        .admin()
        .patch(
            plane.path() + "/one/status",
            """
            {"status":{"resources":[
              {"group":"argoproj.io","version":"v1alpha1","kind":"Application","name":"web","namespace":"x","health":{"status":"Healthy"}},
              {"group":"argoproj.io","version":"v1alpha1","kind":"Application","name":"db","namespace":"x"}]}}
            """);
    TestingSets.until("status", () -> get("one", ADMIN).getStatus().getResources3Count() == 2);
    var tree =
        plane.ask(
            getResourceTreeMethod(),
            ApplicationSetTreeQuery.newBuilder().setName("one").build(),
            ADMIN);
    assertThat(tree.getNodesList())
        .extracting(node -> node.getResourceRef().getName() + " " + node.getHealth().getStatus())
        .containsExactly("db ", "web Healthy");
    assertThat(tree.getNodes(0).getParentRefs(0).getUid())
        .isEqualTo(created.getMetadata().getUid());
    String events = "/api/v1/namespaces/" + cluster.namespace() + "/events";
    cluster
        .admin()
        .post(
            events,
            """
            {"metadata":{"name":"one.1"},"reason":"Tested","message":"well","type":"Normal",
             "involvedObject":{"kind":"ApplicationSet","name":"one","namespace":"%s","uid":"%s"}}
            """
                .formatted(cluster.namespace(), created.getMetadata().getUid()));
    TestingSets.until("Events", () -> events("one").size() == 2);
    assertThat(events("one"))
        .containsExactlyInAnyOrder("ResourceCreated: ada created ApplicationSet", "Tested: well");
  }

  private List<String> events(String name) throws InterruptedException {
    var query = ApplicationSetGetQuery.newBuilder().setName(name).build();
    return plane.ask(getListResourceEventsMethod(), query, ADMIN).getItemsList().stream()
        .map(event -> event.getReason() + ": " + event.getMessage())
        .toList();
  }
}
