package io.tiphys.apiserver.hostkeys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The text of `ssh_known_hosts`, line by line: what is no key of ours stays as it is.
final class KnownHosts {

  private final List<String> lines;

  private KnownHosts(List<String> lines) {
    this.lines = new ArrayList<>(lines);
  }

  static KnownHosts parse(String text) {
    return new KnownHosts(text.isEmpty() ? List.of() : text.lines().toList());
  }

  Stream<HostKey> keys() {
    return lines.stream().flatMap(line -> HostKey.parse(line).stream());
  }

  Optional<HostKey> find(String host, String type) {
    return keys().filter(isFor(host, type)).findFirst();
  }

  /// In the place of the one of its type and host, else at the end.
  void put(HostKey key) {
    var isSame = isFor(key.host(), key.type());
    for (int i = 0; i < lines.size(); i++) {
      if (HostKey.parse(lines.get(i)).filter(isSame).isPresent()) {
        lines.set(i, key.line());
        return;
      }
    }
    lines.add(key.line());
  }

  /// @return what was removed
  List<HostKey> remove(Predicate<HostKey> which) {
    var removed = keys().filter(which).toList();
    lines.removeIf(line -> HostKey.parse(line).filter(which).isPresent());
    return removed;
  }

  private static Predicate<HostKey> isFor(String host, String type) {
    return key -> key.host().equals(host) && key.type().equals(type);
  }

  /// With a line feed at each line's end.
  String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
