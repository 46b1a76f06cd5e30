package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.cluster.AdminRequest;
import io.tiphys.testkit.cluster.Kubectl;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.git.TestingGit;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/// A class that runs every command of some families of the `argocd` binary over every [Way]:
/// `@RegisterExtension static final CommandScript script = CommandScript.of("proj");`.
///
/// At the end of the class the commands that were run are compared with those that the binary has
/// and with the rows of `docs/commands.md`. All such classes share one installation: names are
/// their own.
final class CommandScript implements BeforeAllCallback, AfterAllCallback {

  private static final String SEEN = "yes";
  private static final String REFUSED = "refused";

  private final TestingCluster cluster = TestingCluster.withNodes(1);
  private final List<String> families;
  private final Map<String, Map<Way, String>> seen = new TreeMap<>();
  private final Map<Way, Argocd> loggedIn = new EnumMap<>(Way.class);
  private @Nullable TwoDoors doors;

  private CommandScript(List<String> families) {
    this.families = families;
  }

  /// @param families first words of commands, such as `proj`; with none nothing is compared
  static CommandScript of(String... families) {
    return new CommandScript(List.of(families));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    cluster.beforeAll(context);
    var store = context.getStore(StoreScope.LAUNCHER_SESSION, ExtensionContext.Namespace.GLOBAL);
    doors = store.computeIfAbsent("two-doors", key -> TwoDoors.open(cluster), TwoDoors.class);
    for (String command : Argocd.commands()) {
      if (isOurs(command)) {
        seen.put(command, new EnumMap<>(Way.class));
      }
    }
    assertThat(seen.isEmpty()).as("%s", families).isEqualTo(families.isEmpty());
  }

  private boolean isOurs(String command) {
    return families.contains(command.split(" ")[0]);
  }

  /// The administrator's command line, logged in; what it runs is noted.
  Argocd argocd(Way way) {
    return loggedIn.computeIfAbsent(
        way,
        it -> {
          Argocd argocd = newcomer(it);
          argocd
              .runWith(
                  "y\n",
                  "login",
                  argocd.server(),
                  "--username",
                  "admin",
                  "--password",
                  adminPassword())
              .succeeds();
          return argocd;
        });
  }

  /// One that has not logged in; what it runs is noted.
  Argocd newcomer(Way way) {
    return Argocd.to(doors().address(way), way.flags(doors().certificate()))
        .heardBy((arguments, said) -> note(way, arguments, said));
  }

  private void note(Way way, List<String> arguments, Argocd.Said said) {
    for (int words = 1; words <= arguments.size(); words++) {
      var ways = seen.get(String.join(" ", arguments.subList(0, words)));
      if (ways != null) {
        ways.merge(
            way, said.code() == 0 ? SEEN : REFUSED, (old, now) -> old.equals(SEEN) ? old : now);
      }
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    var rows =
        seen.entrySet().stream().map(it -> CommandTable.row(it.getKey(), it.getValue())).toList();
    var table = CommandTable.read().updated(this::isOurs, rows);
    var differs = table.rows(this::isOurs);
    var softly = new SoftAssertions();
    seen.forEach(
        (command, ways) -> softly.assertThat(ways).as(command).containsOnlyKeys(Way.values()));
    softly
        .assertThat(differs.keySet())
        .as("docs/commands.md; -Dgolden.update=true writes it")
        .containsExactlyInAnyOrderElementsOf(rows);
    differs.forEach((row, words) -> {
      if (row.contains(REFUSED)) {
        softly.assertThat(words).as("what differs: " + row).isNotEmpty();
      }
    });
    softly.assertAll();
  }

  /// Of the account `admin`, as the first start made it.
  String adminPassword() {
    return doors().adminPassword();
  }

  /// The namespace of the control plane.
  String namespace() {
    return doors().namespace();
  }

  /// One more, to deploy into.
  String newNamespace() {
    return cluster.newNamespace();
  }

  Apps apps() {
    return new Apps(cluster, namespace(), doors().installation());
  }

  TwoDoors doors() {
    return Objects.requireNonNull(doors, "register it in a static field");
  }

  TestingGit git() {
    return doors().git();
  }

  TestingCluster cluster() {
    return cluster;
  }

  AdminRequest admin() {
    return cluster.admin();
  }

  /// Whether the cluster has an object.
  boolean has(String path) throws IOException {
    return admin().get(path).statusCode() == 200;
  }

  /// In the namespace of the control plane.
  Kubectl kubectl() {
    return new Kubectl(cluster.connection(), namespace());
  }
}
