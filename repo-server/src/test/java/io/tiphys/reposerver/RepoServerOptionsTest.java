package io.tiphys.reposerver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RepoServerOptionsTest {

  @Test
  void hasTheOriginalsDefaults() {
    var options = parse();
    assertThat(options.address).isEqualTo("0.0.0.0");
    assertThat(options.port).isEqualTo(8081);
    assertThat(options.metricsAddress).isEqualTo("0.0.0.0");
    assertThat(options.metricsPort).isEqualTo(8084);
    assertThat(options.parallelism).isZero();
    assertThat(options.disableTls).isFalse();
    assertThat(options.repoCacheExpiration).isEqualTo(Duration.ofHours(24));
    assertThat(options.revisionCacheExpiration).isEqualTo(Duration.ofMinutes(3));
    assertThat(options.maxDirectoryBytes).isEqualTo(10_000_000);
    assertThat(options.maxArchiveBytes).isEqualTo(100_000_000);
    assertThat(options.maxExtractedBytes).isEqualTo(1_000_000_000);
    assertThat(options.maxIndexBytes).isEqualTo(1_000_000_000);
    assertThat(options.gitRequestTimeout).isEqualTo(Duration.ofSeconds(15));
    assertThat(options.execTimeout).isEqualTo(Duration.ofSeconds(90));
    assertThat(options.pauseAfterFailures).isEqualTo(3);
    assertThat(options.pauseMinutes).isEqualTo(60);
    assertThat(options.gitAttempts).isEqualTo(1);
    assertThat(options.settingsPath).hasToString("/app/config/cm");
    assertThat(options.tlsDataPath).hasToString("/app/config/tls");
    assertThat(options.sources().knownHosts()).hasToString("/app/config/ssh/ssh_known_hosts");
    assertThat(options.dataPath.getFileName()).hasToString("_tiphys-repo-server");
    assertThat(options.ignored()).isEmpty();
  }

  @Test
  void takesTheOriginalsCommandLines() {
    var options =
        parse(
            "--redis",
            "r:1",
            "--parallelismlimit",
            "5",
            "--disable-tls",
            "--allow-oob-symlinks",
            "--streamed-manifest-max-tar-size",
            "100M",
            "--tlsminversion",
            "1.3",
            "--otlp-insecure=false",
            "--enable-builtin-git-config",
            "--revision-cache-expiration",
            "1m30s",
            "--max-combined-directory-manifests-size",
            "1Gi");
    assertThat(options.parallelism).isEqualTo(5);
    assertThat(options.disableTls).isTrue();
    assertThat(options.revisionCacheExpiration).isEqualTo(Duration.ofSeconds(90));
    assertThat(options.maxDirectoryBytes).isEqualTo(1L << 30);
    assertThat(options.ignored()).containsExactly("--allow-oob-symlinks");
  }

  @Test
  void namesAValueThatMeansNothing() {
    assertThatThrownBy(() -> parse("--repo-cache-expiration", "soon"))
        .hasMessageContaining("expected a duration such as 90s, 3m0s or 24h, found 'soon'");
    assertThatThrownBy(() -> parse("--max-combined-directory-manifests-size", "big"))
        .hasMessageContaining("expected a size such as 10M or 1Gi, found 'big'");
  }

  private static RepoServerOptions parse(String... line) {
    var options = new RepoServerOptions();
    new CommandLine(options).parseArgs(line);
    return options;
  }
}
