package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.grpc.MethodDescriptor;
import io.tiphys.apiserver.Ear.Heard;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.secret.Taint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/// The administrator asks every operation for everything, while each place for a secret has one
/// that is recognized: no answer, error, log or Event tells it.
class NoSecretAnywhereIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final Set<String> SECRETS =
      Set.of(
          "password",
          "bearerToken",
          "sshPrivateKey",
          "tlsClientCertKey",
          "githubAppPrivateKey",
          "gcpServiceAccountKey",
          "azureServicePrincipalClientSecret",
          "newPassword",
          "currentPassword");

  private static TaintedInstallation tainted;
  private static final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private static Level before;

  @BeforeAll
  static void start() throws Exception {
    logged.start();
    logger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(logged);
    before = logger("io.tiphys").getLevel();
    logger("io.tiphys").setLevel(Level.DEBUG); // as `--loglevel debug` does
    tainted = new TaintedInstallation(cluster);
  }

  @AfterAll
  static void stop() throws Exception {
    tainted.close();
    logger("io.tiphys").setLevel(before);
    logger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAppender(logged);
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  /// What takes things away comes last.
  private static List<MethodDescriptor<?, ?>> operations() {
    return AnyClient.methods().stream()
        .filter(method -> !method.getFullMethodName().startsWith("session."))
        .sorted(Comparator.comparing(method -> method.getFullMethodName().contains("/Delete")))
        .toList();
  }

  private static Requests about(String name, String url) {
    var words = new HashMap<String, String>();
    SECRETS.forEach(field -> words.put(field, Taint.of(field)));
    List.of("repo", "repoURL", "url").forEach(field -> words.put(field, url));
    words.putAll(
        Map.of(
            "kind", "Secret",
            "group", "",
            "version", "v1",
            "namespace", tainted.target,
            "path", "app",
            "revision", "main",
            "targetManifests", TaintedInstallation.target(),
            "manifests", TaintedInstallation.target(),
            "patch", patch(name)));
    words.put("server", tainted.server(name));
    words.put("Repository.type", "git");
    words.put("AppProject.project", "");
    for (String field :
        List.of(
            "appNamespace",
            "appsetNamespace",
            "appSetNamespace",
            "ObjectMeta.namespace",
            "ListAppLinksRequest.namespace",
            "project",
            "appProject",
            "refresh",
            "resourceVersion",
            "selector",
            "type",
            "patchType",
            "proxy",
            "targetRevision",
            "propagationPolicy",
            "tlsClientCertData")) {
      words.put(field, "");
    }
    words.put("ApplicationSpec.project", "default");
    return new Requests(words, name);
  }

  /// Of a Secret; most are none that could be stored, which the cluster says.
  private static String patch(String name) {
    return name.equals("app")
        ? "{\"stringData\":{\"plain\":\"" + Taint.plain("patch") + "\"}}"
        : "{\"data\":{\"plain\":\"!" + Taint.plain("patch") + "\"}}";
  }

  @Test
  void isTold() throws Exception {
    var questions = new ArrayList<Callable<Heard>>();
    var names = new ArrayList<String>();
    for (MethodDescriptor<?, ?> method : operations()) {
      for (String name : TaintedInstallation.NAMES) {
        for (Requests requests :
            List.of(
                about(name, tainted.url(name)),
                about(name, tainted.telling.url(name + ".template/new.git")))) {
          names.add(method.getFullMethodName() + " of " + name);
          questions.add(
              () -> tainted.admin.ask(method, requests.of(method), Duration.ofSeconds(2)));
        }
      }
    }
    var softly = new SoftAssertions();
    var all = new StringBuilder();
    try (var threads = Executors.newFixedThreadPool(8)) {
      var heard = threads.invokeAll(questions);
      for (int i = 0; i < heard.size(); i++) {
        String text = shown(heard.get(i).get().all());
        all.append(text);
        softly.assertThat(Taint.in(text)).as(names.get(i)).isEmpty();
      }
    }
    softly.assertThat(Taint.in(tainted.events())).as("Events").isEmpty();
    softly.assertThat(told()).as("log").isEmpty();
    softly.assertAll();
    assertThat(tainted.telling.told()).isGreaterThan(20);
    assertThat(all).contains("you may not", "cannot be compared", "++++++++");
  }

  /// Without what an Application itself says of its source, which is its writer's to say.
  private static String shown(String text) {
    return text.replace("repoURL: \"" + tainted.url("url") + "\"", "");
  }

  /// Pieces of the log that tell a secret, or a token.
  private static List<String> told() {
    var told = new ArrayList<String>();
    for (ILoggingEvent event : List.copyOf(logged.list)) {
      String text =
          event.getFormattedMessage()
              + " "
              + event.getKeyValuePairs()
              + (event.getThrowableProxy() == null
                  ? ""
                  : ThrowableProxyUtil.asString(event.getThrowableProxy()));
      Taint.in(text).ifPresent(piece -> told.add(event.getLoggerName() + ": " + piece));
      if (text.contains(tainted.adminToken)) {
        told.add(event.getLoggerName() + " tells a token");
      }
    }
    return told;
  }
}
