package io.tiphys.apiserver;

import static io.tiphys.apiserver.TwoProjects.FOREIGN;
import static io.tiphys.apiserver.TwoProjects.OWN;
import static io.tiphys.apiserver.TwoProjects.UNSEEN;
import static io.tiphys.apiserver.TwoProjects.argo;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.tiphys.proto.account.AccountServiceGrpc;
import io.tiphys.proto.account.CreateTokenRequest;
import io.tiphys.proto.account.DeleteTokenRequest;
import io.tiphys.proto.application.ApplicationPodLogsQuery;
import io.tiphys.proto.application.ApplicationQuery;
import io.tiphys.proto.application.ApplicationServiceGrpc;
import io.tiphys.proto.application.ResourcesQuery;
import io.tiphys.proto.applicationset.ApplicationSetListQuery;
import io.tiphys.proto.applicationset.ApplicationSetServiceGrpc;
import io.tiphys.proto.applicationset.ApplicationSetWatchQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What streams tell while others change what is theirs, and when what one could see is no longer
/// to be seen.
class StreamsOfOthersIT {

  @RegisterExtension static final SharedProjects projects = new SharedProjects();

  private static TwoProjects world() {
    return projects.world();
  }

  private static ApplicationQuery.Builder all() {
    return ApplicationQuery.newBuilder();
  }

  private static Tap watch(Ear caller, ApplicationQuery.Builder query) {
    return Tap.open(caller, ApplicationServiceGrpc.getWatchMethod(), query.build());
  }

  private static Tap tree(Ear caller, String app) {
    return Tap.open(
        caller,
        ApplicationServiceGrpc.getWatchResourceTreeMethod(),
        ResourcesQuery.newBuilder().setApplicationName(app).build());
  }

  private static Tap sets(Ear caller) {
    return Tap.open(
        caller,
        ApplicationSetServiceGrpc.getWatchMethod(),
        ApplicationSetWatchQuery.getDefaultInstance());
  }

  private static void label(String plural, String namespace, String name, String text)
      throws IOException {
    world()
        .patch(
            argo(namespace, plural) + "/" + name,
            Map.of("metadata", Map.of("labels", Map.of("change", text))));
  }

  private static void move(String app, String project, String hint) throws IOException {
    world()
        .patch(
            argo(world().namespace, "applications") + "/" + app,
            Map.of(
                "metadata",
                Map.of("annotations", Map.of("hint", hint)),
                "spec",
                Map.of("project", project)));
  }

  private static void application(String name) throws IOException {
    world().application(world().namespace, name, OWN);
  }

  private static void delete(String name) throws IOException {
    world().delete(argo(world().namespace, "applications") + "/" + name);
  }

  @Test
  void whatOthersChangeIsNoFrame() throws Exception {
    var seen = watch(world().reader, all());
    var named = watch(world().reader, all().setName(FOREIGN));
    var ofProject = watch(world().reader, all().addProjects(FOREIGN));
    var tree = tree(world().reader, OWN);
    var sets = sets(world().member);
    var noSets = sets(world().reader);
    for (Tap tap : List.of(seen, seen, sets, sets, tree)) {
      assertThat(tap.next()).contains("\"own\"").doesNotContain(UNSEEN, FOREIGN);
    }
    for (String namespace : List.of(world().namespace, world().tenants)) {
      label("applications", namespace, FOREIGN, UNSEEN);
      label("applicationsets", namespace, FOREIGN, UNSEEN);
      world().tell(namespace, FOREIGN, FOREIGN, UNSEEN + "2");
    }
    world().application(world().namespace, "foreign-new", FOREIGN);
    delete("foreign-new");
    label("applications", world().namespace, OWN, "seen");
    label("applicationsets", world().namespace, OWN, "seen");
    world().tell(world().namespace, OWN, OWN, "seen");
    for (Tap tap : List.of(seen, sets, tree)) {
      assertThat(tap.next()).contains("\"own\"", "\"seen\"").doesNotContain(UNSEEN, FOREIGN);
    }
    for (Tap tap : List.of(seen, sets, tree, named, ofProject, noSets)) {
      assertThat(tap.rest()).isEmpty();
    }
  }

  @Test
  void whatMovesToAnotherProjectGoesOutOfSight() throws Exception {
    world().writeLogs();
    application("mover");
    world().tell(world().namespace, "mover", OWN, "here");
    var seen = watch(world().reader, all().setName("mover"));
    var tree = tree(world().reader, "mover");
    var logs =
        Tap.open(
            world().member,
            ApplicationServiceGrpc.getPodLogsMethod(),
            ApplicationPodLogsQuery.newBuilder()
                .setName("mover")
                .setPodName(OWN)
                .setFollow(true)
                .build());
    assertThat(seen.next()).contains("\"ADDED\"", "\"mover\"");
    assertThat(tree.next()).contains("\"here\"");
    assertThat(logs.next()).contains("\"plain\"");
    move("mover", FOREIGN, UNSEEN);
    assertThat(seen.next()).contains("\"DELETED\"", "\"plain\"").doesNotContain(UNSEEN, FOREIGN);
    world().tell(world().namespace, "mover", OWN, UNSEEN);
    Files.writeString(
        world().logFile(OWN), TwoProjects.logLine("moved"), StandardOpenOption.APPEND);
    assertThat(tree.end().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(logs.end().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    label("applications", world().namespace, "mover", UNSEEN);
    move("mover", OWN, "back");
    assertThat(seen.next()).contains("\"ADDED\"", "\"back\"");
    delete("mover");
    assertThat(seen.next()).contains("\"DELETED\"");
    assertThat(seen.rest()).isEmpty();
  }

  @Test
  void whoBeginsAtAVersionIsToldWhatGoes() throws Exception {
    application("short");
    var seen = watch(world().reader, all().setName("short"));
    assertThat(seen.next()).contains("\"ADDED\"");
    var list =
        ApplicationServiceGrpc.newBlockingStub(world().reader.authorized()).list(all().build());
    var later =
        watch(world().reader, all().setResourceVersion(list.getMetadata().getResourceVersion()));
    label("applications", world().namespace, OWN, "begun");
    assertThat(later.next()).contains("\"MODIFIED\"", "\"begun\"");
    delete("short");
    assertThat(later.next()).contains("\"DELETED\"", "\"short\"");
  }

  @Test
  void theVersionOfAListTellsNothingOfOthers() throws Exception {
    try (var admin = world().administrator()) {
      var theirs = watch(admin, all().setName(FOREIGN).setAppNamespace(world().tenants));
      theirs.next();
      String before = versions();
      label("applications", world().tenants, FOREIGN, "version");
      label("applicationsets", world().tenants, FOREIGN, "version");
      assertThat(theirs.next()).contains("\"version\"");
      assertThat(versions()).isEqualTo(before);
    }
  }

  private static String versions() {
    var apps = ApplicationServiceGrpc.newBlockingStub(world().reader.authorized());
    var sets = ApplicationSetServiceGrpc.newBlockingStub(world().member.authorized());
    return apps.list(all().build()).getMetadata()
        + " "
        + sets.list(ApplicationSetListQuery.getDefaultInstance()).getMetadata();
  }

  @Test
  void aRightThatIsTakenAwayEndsWhatIsTold() throws Exception {
    application("guarded");
    world().tell(world().namespace, "guarded", OWN, "here");
    try (var guest = new Ear(world().server.port(), world().token("guest"))) {
      world().allow("p, guest, applications, get, own/*, allow");
      awaitAnswer(guest, Status.Code.OK);
      var seen = watch(guest, all().setName("guarded"));
      var tree = tree(guest, "guarded");
      assertThat(seen.next()).contains("\"guarded\"");
      assertThat(tree.next()).contains("\"here\"");
      world().allow("");
      awaitAnswer(guest, Status.Code.PERMISSION_DENIED);
      label("applications", world().namespace, "guarded", UNSEEN);
      world().tell(world().namespace, "guarded", OWN, UNSEEN);
      assertThat(tree.end().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
      label("applications", world().namespace, "guarded", "again");
      world().allow("p, guest, applications, get, own/*, allow");
      awaitAnswer(guest, Status.Code.OK);
      label("applications", world().namespace, "guarded", "last");
      assertThat(seen.next()).contains("\"last\"");
    }
    delete("guarded");
  }

  private static void awaitAnswer(Ear caller, Status.Code code) throws InterruptedException {
    caller.await(ApplicationServiceGrpc.getGetMethod(), all().setName("guarded").build(), code);
  }

  @Test
  void aTokenThatIsDeletedEndsStreamsInWhichNothingHappens() throws Exception {
    try (var admin = world().administrator()) {
      var accounts = AccountServiceGrpc.newBlockingStub(admin.authorized());
      String token =
          accounts
              .createToken(
                  CreateTokenRequest.newBuilder().setName("reader").setId("short-lived").build())
              .getToken();
      try (var caller = new Ear(world().server.port(), token)) {
        var seen = watch(caller, all().setName(OWN).setAppNamespace(world().namespace));
        var tree = tree(caller, OWN);
        seen.next();
        tree.next();
        var unused =
            accounts.deleteToken(
                DeleteTokenRequest.newBuilder().setName("reader").setId("short-lived").build());
        assertThat(seen.end().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(tree.end().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
      }
    }
  }
}
