package io.tiphys.apiserver;

import static io.tiphys.apiserver.TwoProjects.FOREIGN;
import static io.tiphys.apiserver.TwoProjects.OWN;
import static io.tiphys.apiserver.TwoProjects.UNSEEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.tiphys.apiserver.Ear.Heard;
import io.tiphys.proto.application.ApplicationServerSideDiffQuery;
import io.tiphys.proto.application.ApplicationServiceGrpc;
import io.tiphys.proto.application.RevisionMetadataQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Whoever may look at one project asks every operation in every way for what is of another: no
/// answer says anything of it, and what is there is answered as what is not.
class OthersAreUnseenIT {

  @RegisterExtension static final SharedProjects projects = new SharedProjects();

  private static final Duration A_WHILE = Duration.ofSeconds(30);

  /// Those that go on without a word where there is nothing to tell.
  private static final Set<String> SILENT =
      Set.of("application.ApplicationService/Watch", "applicationset.ApplicationSetService/Watch");

  private static Duration patience(MethodDescriptor<?, ?> method) {
    return SILENT.contains(method.getFullMethodName()) ? Duration.ofMillis(300) : A_WHILE;
  }

  /// What ends the caller's session.
  private static final Set<String> LOGINS =
      Set.of("session.SessionService/Create", "session.SessionService/Delete");

  /// What changes what is one's own, or makes something of a name.
  private static final Set<String> CHANGES =
      Set.of(
          "application.ApplicationService/Create",
          "application.ApplicationService/Delete",
          "application.ApplicationService/Sync",
          "application.ApplicationService/Rollback",
          "applicationset.ApplicationSetService/Create",
          "applicationset.ApplicationSetService/Delete");

  private static TwoProjects world;

  @BeforeAll
  static void start() throws IOException {
    world = projects.world();
    world.writeLogs();
  }

  private static List<MethodDescriptor<?, ?>> operations() {
    return AnyClient.methods().stream()
        .filter(method -> !LOGINS.contains(method.getFullMethodName()))
        .toList();
  }

  /// What was asked, and what came of it.
  private record Told(String what, Heard heard, Heard ofNothing) {}

  private static List<Told> ask(Ear caller, List<Aim> aims, Set<String> without) throws Exception {
    var questions = new ArrayList<Callable<Told>>();
    for (Aim aim : aims) {
      for (MethodDescriptor<?, ?> method : operations()) {
        if (!without.contains(method.getFullMethodName())) {
          questions.add(() ->
              new Told(
                  method.getFullMethodName() + " " + aim.name(),
                  caller.ask(method, aim.requests().of(method), patience(method)),
                  caller.ask(method, aim.atNothing(world).of(method), patience(method))));
        }
      }
    }
    var told = new ArrayList<Told>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var answer : threads.invokeAll(questions)) {
        told.add(answer.get());
      }
    }
    return told;
  }

  private static void areAlike(List<Told> told) {
    var softly = new SoftAssertions();
    for (Told one : told) {
      softly
          .assertThat(Aim.toNothing(one.heard().end(), world))
          .as(one.what())
          .isEqualTo(one.ofNothing().end());
      softly.assertThat(one.heard().all()).as(one.what()).doesNotContain(UNSEEN);
    }
    softly.assertAll();
  }

  @Test
  void aReaderOfApplicationsIsToldOfNone() throws Exception {
    var told = ask(world.reader, Aim.atApplications(world), Set.of());
    areAlike(told);
    assertThat(told.stream().filter(it -> it.heard().code() == Status.Code.PERMISSION_DENIED))
        .hasSizeGreaterThan(600);
  }

  @Test
  void aReaderSeesNoObjectOfOthersThroughAnApplication() throws Exception {
    areAlike(ask(world.reader, Aim.throughOurs(world), Set.of()));
  }

  @Test
  void aMemberIsToldOfNone() throws Exception {
    areAlike(ask(world.member, Aim.atApplications(world), CHANGES));
  }

  @Test
  void aMemberSeesNoObjectOfOthersThroughAnApplication() throws Exception {
    var told = ask(world.member, Aim.throughOurs(world), CHANGES);
    areAlike(told);
    assertThat(told)
        .extracting(it -> it.heard().text())
        .anyMatch(it -> it.contains("not found as part of application own"));
  }

  /// Lists in pages count what is shown, and search in nothing else.
  @Test
  void pagesSearchesAndCountsAreOfOnesOwn() throws Exception {
    for (String query :
        List.of(
            "?limit=1&facets=true",
            "?limit=1&facets=true&search=" + FOREIGN,
            "?facets=true&cluster=" + world.foreignServer,
            "?facets=true&health=Degraded",
            "?facets=true&selector=hint%3D" + UNSEEN,
            "?limit=1&facets=true&continue=" + RestEar.token("f", world.namespace))) {
      var answer = RestEar.of(world, world.readerToken).get("/api/v1/applications" + query);
      assertThat(answer).as(query).startsWith("200").doesNotContain(UNSEEN, FOREIGN, "Degraded");
    }
    var page = RestEar.of(world, world.readerToken).get("/api/v1/applications?limit=1&facets=true");
    assertThat(page).contains("\"remainingItemCount\":1", "\"project\":{\"own\":2}");
  }

  @Test
  void overRestTheyAreAlikeToo() throws Exception {
    var rest = RestEar.of(world, world.readerToken);
    var softly = new SoftAssertions();
    for (String line : RestEar.operations()) {
      var theirs = rest.ask(line, FOREIGN);
      var nothing = rest.ask(line, TwoProjects.NOWHERE);
      softly.assertThat(Aim.toNothing(theirs, world)).as(line).isEqualTo(nothing);
      softly.assertThat(theirs).as(line).doesNotContain(UNSEEN);
    }
    softly.assertAll();
  }

  @Test
  void aDiffIsMadeOfOnesOwnObjectsOnly() {
    var elsewhere =
        ApplicationServerSideDiffQuery.newBuilder()
            .setAppName(OWN)
            .addTargetManifests(
                """
                {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"own","namespace":"%s"}}
                """
                    .formatted(world.apart))
            .build();
    var heard =
        world.reader.ask(ApplicationServiceGrpc.getServerSideDiffMethod(), elsewhere, A_WHILE);
    assertThat(heard.text())
        .isEqualTo("ConfigMap  own not found as part of application own")
        .doesNotContain(UNSEEN);
  }

  @Test
  void aCommitOfAnotherRepositoryIsNone() {
    var theirs =
        RevisionMetadataQuery.newBuilder().setName(OWN).setRevision(world.foreignCommit).build();
    var heard =
        world.reader.ask(ApplicationServiceGrpc.getRevisionMetadataMethod(), theirs, A_WHILE);
    assertThat(heard.text()).contains("failed to fetch " + world.foreignCommit);
    assertThat(heard.all()).doesNotContain(UNSEEN);
  }

  @Test
  void whatIsAskedBroadlyIsAnsweredWithOnesOwn() throws Exception {
    var all = new Requests(Map.of(), "");
    var seen = new StringBuilder();
    for (Ear caller : List.of(world.reader, world.member)) {
      for (MethodDescriptor<?, ?> method : operations()) {
        var heard = caller.ask(method, all.of(method), patience(method));
        assertThat(heard.all())
            .as(method.getFullMethodName())
            .doesNotContain(UNSEEN)
            .doesNotContain(FOREIGN)
            .doesNotContain(world.identifiers());
        seen.append(heard.all());
      }
    }
    assertThat(seen).contains("name: \"" + OWN + "\"");
  }
}
