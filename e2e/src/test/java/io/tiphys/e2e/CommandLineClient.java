package io.tiphys.e2e;

import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The stock `argocd` binary, which tries again by itself what it could not send.
final class CommandLineClient implements Client {

  private static final Pattern NOBODY =
      Pattern.compile("connection refused|Unavailable|EOF|reset by peer|transport|establish");

  private static final int PATIENCE_SECONDS = 15;

  private final Argocd argocd;
  private final List<String> lines = new ArrayList<>();

  /// @param argocd logged in
  CommandLineClient(Argocd argocd) {
    this.argocd = argocd;
  }

  @Override
  public String name() {
    return "cli";
  }

  @Override
  public Ended create(String app, Map<String, Object> spec) {
    lines.clear();
    var source = JsonTree.objectOrEmpty(spec.get("source"));
    var destination = JsonTree.objectOrEmpty(spec.get("destination"));
    return ended(
        run(
            "create",
            app,
            "--repo=" + source.get("repoURL"),
            "--path=" + source.get("path"),
            "--dest-server=" + destination.get("server"),
            "--dest-namespace=" + destination.get("namespace"),
            "--set-finalizer",
            "--validate=false"));
  }

  /// Says all lines, not one more: the binary itself would add one twice.
  @Override
  public Ended append(String app, String line) {
    lines.add(line);
    var info = lines.stream().map(it -> Map.of("name", "", "value", it)).toList();
    return ended(
        run(
            "patch",
            app,
            "--type=merge",
            "--patch=" + JsonTree.writeString(Map.of("spec", Map.of("info", info)))));
  }

  @Override
  public Ended delete(String app) {
    var said = run("delete", app, "--yes");
    // The binary asks again after the first attempt was carried out.
    boolean isGone = said.filter(it -> it.out().contains("PermissionDenied")).isPresent();
    return isGone ? Ended.UNKNOWN : ended(said);
  }

  private Optional<Argocd.Said> run(String verb, String... arguments) {
    var all = Stream.concat(Stream.of("app", verb), Stream.of(arguments));
    return argocd.runWithin(PATIENCE_SECONDS, all.toArray(String[]::new));
  }

  private static Ended ended(Optional<Argocd.Said> said) {
    if (said.isEmpty() || (said.get().code() != 0 && NOBODY.matcher(said.get().out()).find())) {
      return Ended.UNKNOWN;
    }
    said.get().succeeds();
    return Ended.DONE;
  }

  @Override
  public void close() {}
}
