package io.tiphys.reposerver.chart;

import io.tiphys.model.json.JsonTree;
import io.tiphys.reposerver.source.SourceException;
import io.tiphys.reposerver.source.SourceException.Reason;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The door of this room. Each question is a conversation with a limit in time and size; nothing is
/// remembered.
public final class Charts {

  private static final String YAML = "application/yaml, text/yaml, */*";

  private final Path tlsDirectory;
  private final Duration patience;
  private final long maxIndexBytes;

  /// @param tlsDirectory one PEM file of authorities per host
  /// @param patience for one question
  /// @param maxIndexBytes of an `index.yaml` (`--helm-registry-max-index-size`)
  public Charts(Path tlsDirectory, Duration patience, long maxIndexBytes) {
    this.tlsDirectory = tlsDirectory;
    this.patience = patience;
    this.maxIndexBytes = maxIndexBytes;
  }

  /// The charts of a Helm repository, by name, with their versions in the order of its index.
  public SortedMap<String, List<ChartVersion>> index(Place place) throws SourceException {
    return Conversation.with(
        place,
        tlsDirectory,
        patience,
        "get index",
        http -> {
          String address = place.address().toString();
          URI uri = URI.create((address.endsWith("/") ? address : address + "/") + "index.yaml");
          var answer = http.get(uri, place.basic(), YAML, maxIndexBytes);
          try (var body = answer.body()) {
            if (answer.status() != 200) {
              boolean isUnknown = answer.status() == 401 || answer.status() == 403;
              throw new SourceException(
                  isUnknown ? Reason.AUTHENTICATION : Reason.REMOTE,
                  "failed to get index: " + answer.statusText());
            }
            return HelmIndex.read(body);
          }
        });
  }

  /// Whether a registry lets us in.
  public void ping(Place registry) throws SourceException {
    Conversation.with(
        registry,
        tlsDirectory,
        patience,
        "ping registry",
        http -> {
          new Registry(registry, http).ping();
          return true;
        });
  }

  public List<String> tags(Place inRegistry) throws SourceException {
    return Conversation.with(
        inRegistry,
        tlsDirectory,
        patience,
        "get tags",
        http -> new Registry(inRegistry, http).tags());
  }

  /// The annotations of an artifact.
  ///
  /// @param reference a tag or a digest
  public Map<String, String> annotations(Place inRegistry, String reference)
      throws SourceException {
    return Conversation.with(
        inRegistry,
        tlsDirectory,
        patience,
        "get manifest",
        http -> {
          var annotations = new TreeMap<String, String>();
          JsonTree.objectOrEmpty(
                  new Registry(inRegistry, http).manifest(reference).get("annotations"))
              .forEach((key, value) -> annotations.put(key, String.valueOf(value)));
          return annotations;
        });
  }

  /// What a chart in a registry says of itself.
  ///
  /// @param version also its tag, where `+` is written as `_`
  public ChartVersion chart(Place inRegistry, String version) throws SourceException {
    return Conversation.with(
        inRegistry,
        tlsDirectory,
        patience,
        "get chart",
        http -> {
          var registry = new Registry(inRegistry, http);
          var tree = registry.configuration(registry.manifest(version.replace('+', '_')));
          return new ChartVersion(
              text(tree.get("version")),
              text(tree.get("description")),
              text(tree.get("home")),
              JsonTree.listOrEmpty(tree.get("maintainers")).stream()
                  .map(JsonTree::objectOrEmpty)
                  .map(
                      one -> ChartVersion.maintainer(text(one.get("name")), text(one.get("email"))))
                  .toList());
        });
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
