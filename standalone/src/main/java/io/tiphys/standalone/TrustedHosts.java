package io.tiphys.standalone;

import io.tiphys.settings.SettingsWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which Git hosts are believed: puts `argocd-tls-certs-cm` and `argocd-ssh-known-hosts-cm` where
/// the repo server reads them, as volumes do where it is a pod of its own.
final class TrustedHosts {

  private static final Logger log = LoggerFactory.getLogger(TrustedHosts.class);
  private static final String TLS = "argocd-tls-certs-cm";
  private static final String SSH = "argocd-ssh-known-hosts-cm";
  private static final String KNOWN_HOSTS = "ssh_known_hosts";
  private static final String UNFINISHED = ".unfinished-";

  private final Path tls;
  private final Path ssh;

  /// @param tls gets one file for each host
  /// @param ssh gets the known hosts
  TrustedHosts(Path tls, Path ssh) {
    this.tls = tls;
    this.ssh = ssh;
  }

  /// Does so now and whenever they change.
  void follow(SettingsWatch settings) {
    write(settings.current().configMaps());
    settings.onChange((before, after) -> {
      if (!before.configMaps().equals(after.configMaps())) {
        write(after.configMaps());
      }
    });
  }

  /// @param configMaps by name
  void write(Map<String, Map<String, String>> configMaps) {
    try {
      put(tls, configMaps.getOrDefault(TLS, Map.of()));
      String hosts = configMaps.getOrDefault(SSH, Map.of()).get(KNOWN_HOSTS);
      put(ssh, hosts == null ? Map.of() : Map.of(KNOWN_HOSTS, hosts));
    } catch (IOException | UncheckedIOException e) {
      log.error("the hosts that are believed cannot be written; the last ones stay", e);
    }
  }

  /// Makes a directory hold these files; each is whole whenever it is read.
  private static void put(Path directory, Map<String, String> files) throws IOException {
    for (var file : files.entrySet()) {
      Path target = directory.resolve(file.getKey()).normalize();
      if (!directory.equals(target.getParent())) {
        continue; // no key of a ConfigMap
      }
      Path unfinished = Files.createTempFile(directory, UNFINISHED, "");
      Files.writeString(unfinished, file.getValue());
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    try (DirectoryStream<Path> present = Files.newDirectoryStream(directory)) {
      for (Path file : present) {
        if (!files.containsKey(String.valueOf(file.getFileName()))) {
          Files.delete(file);
        }
      }
    }
  }
}
