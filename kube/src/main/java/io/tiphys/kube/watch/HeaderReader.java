package io.tiphys.kube.watch;

import io.tiphys.model.manifest.ResourceKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the headers of the objects of one collection; what repeats is one string.
final class HeaderReader {

  private static final String OURS = "argocd.argoproj.io/";

  private final WatchTarget target;
  private String lastNamespace = "";
  private final Map<String, String> words = new HashMap<>();

  HeaderReader(WatchTarget target) {
    this.target = target;
  }

  /// @param json a buffer with one object from `from` to `to`
  RawObject read(byte[] json, int from, int to) {
    var scanner = new JsonScanner(json, from, to);
    var metadata = new Metadata();
    boolean hasType = false;
    if (!scanner.enterObject()) {
      throw new IllegalArgumentException("an item of " + target.path() + " is no object");
    }
    while (scanner.nextMember()) {
      if (scanner.isNamed("metadata") && scanner.enterObject()) {
        metadata(scanner, metadata, json);
      } else if (scanner.isNamed("kind")) {
        hasType = !scanner.string().isEmpty();
      } else if (!scanner.isNamed("metadata")) {
        scanner.stepOver();
      }
    }
    var header =
        new ObjectHeader(
            new ResourceKey(
                target.path().group(), target.kind(), metadata.namespace, metadata.name),
            target.apiVersion(),
            metadata.uid,
            metadata.resourceVersion,
            metadata.created,
            metadata.deleting,
            metadata.labels,
            metadata.annotations,
            metadata.owners);
    return new RawObject(header, json, from, to, hasType, metadata.cutFrom, metadata.cutTo);
  }

  private static final class Metadata {
    String name = "";
    String namespace = "";
    String uid = "";
    String resourceVersion = "";
    long created;
    boolean deleting;
    Map<String, @Nullable Object> labels = Map.of();
    Map<String, @Nullable Object> annotations = Map.of();
    List<OwnerReference> owners = List.of();
    int cutFrom;
    int cutTo;
  }

  private void metadata(JsonScanner scanner, Metadata into, byte[] json) {
    int memberFrom = scanner.position();
    boolean first = true;
    while (scanner.nextMember()) {
      if (scanner.isNamed("name")) {
        into.name = scanner.string();
      } else if (scanner.isNamed("namespace")) {
        into.namespace = namespace(scanner.string());
      } else if (scanner.isNamed("uid")) {
        into.uid = scanner.string();
      } else if (scanner.isNamed("resourceVersion")) {
        into.resourceVersion = scanner.string();
      } else if (scanner.isNamed("creationTimestamp")) {
        into.created = seconds(scanner.string());
      } else if (scanner.isNamed("deletionTimestamp")) {
        into.deleting = !scanner.string().isEmpty();
      } else if (scanner.isNamed("labels")) {
        into.labels = texts(scanner, "");
      } else if (scanner.isNamed("annotations")) {
        into.annotations = texts(scanner, OURS);
      } else if (scanner.isNamed("ownerReferences")) {
        into.owners = owners(scanner);
      } else if (scanner.isNamed("managedFields")) {
        scanner.stepOver();
        into.cutFrom = memberFrom; // with the comma before it, or the one behind it
        into.cutTo = scanner.position();
        if (first && json[into.cutTo] == ',') {
          into.cutTo++;
        }
      } else {
        scanner.stepOver();
      }
      memberFrom = scanner.position();
      first = false;
    }
  }

  private String namespace(String name) {
    if (!name.equals(lastNamespace)) {
      lastNamespace = name.intern(); // few, and in the keys of all objects of all kinds
    }
    return lastNamespace;
  }

  /// API servers write `2026-01-02T03:04:05Z`, for each object once more in each event: read
  /// without a formatter.
  ///
  /// @return of the epoch; 0 when it is no time
  static long seconds(String timestamp) {
    try {
      if (timestamp.length() != 20 || timestamp.charAt(19) != 'Z') {
        return timestamp.isEmpty() ? 0 : Instant.parse(timestamp).getEpochSecond();
      }
      return LocalDateTime.of(
              digits(timestamp, 0, 4),
              digits(timestamp, 5, 7),
              digits(timestamp, 8, 10),
              digits(timestamp, 11, 13),
              digits(timestamp, 14, 16),
              digits(timestamp, 17, 19))
          .toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return 0;
    }
  }

  /// @return -1 when there is something else
  private static int digits(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private Map<String, @Nullable Object> texts(JsonScanner scanner, String with) {
    if (!scanner.enterObject()) {
      return Map.of();
    }
    Map<String, @Nullable Object> texts = new HashMap<>();
    while (scanner.nextMember()) {
      String name = with.isEmpty() ? word(scanner.name()) : scanner.name();
      if (name.contains(with)) {
        texts.put(name, scanner.string());
      } else {
        scanner.stepOver();
      }
    }
    return texts.isEmpty() ? Map.of() : texts;
  }

  private List<OwnerReference> owners(JsonScanner scanner) {
    if (!scanner.enterList()) {
      return List.of();
    }
    var owners = new ArrayList<OwnerReference>(1);
    while (scanner.nextItem()) {
      String apiVersion = "";
      String kind = "";
      String name = "";
      String uid = "";
      if (scanner.enterObject()) {
        while (scanner.nextMember()) {
          if (scanner.isNamed("apiVersion")) {
            apiVersion = word(scanner.string());
          } else if (scanner.isNamed("kind")) {
            kind = word(scanner.string());
          } else if (scanner.isNamed("name")) {
            name = scanner.string();
          } else if (scanner.isNamed("uid")) {
            uid = scanner.string();
          } else {
            scanner.stepOver();
          }
        }
      }
      owners.add(new OwnerReference(apiVersion, kind, name, uid));
    }
    return List.copyOf(owners);
  }

  private String word(String text) {
    String known = words.putIfAbsent(text, text);
    if (words.size() > 1000) {
      words.clear();
    }
    return known == null ? text : known;
  }
}
