package io.tiphys.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class FlagsTest {

  /// One flag of each kind.
  static final class Flags {
    @Mixin RedisFlags redis = new RedisFlags();

    @Option(names = "--insecure", defaultValue = "false")
    boolean insecure;

    @Option(names = "--gzip", defaultValue = "true")
    boolean gzip;

    @Option(names = "--names", split = ",", defaultValue = "")
    List<String> names = List.of();

    @Option(names = "--pause", converter = DurationFlag.class, defaultValue = "3m0s")
    Duration pause = Duration.ZERO;

    @Option(names = "--size", converter = ByteSizeFlag.class, defaultValue = "10M")
    long size;
  }

  @Test
  void booleansAreThoseOfGo() {
    assertThat(parse().insecure).isFalse();
    assertThat(parse("--insecure").insecure).isTrue();
    assertThat(parse("--insecure=false").insecure).isFalse();
    assertThat(parse("--insecure=T").insecure).isTrue();
    assertThat(parse("--insecure", "--size", "80").insecure).isTrue();
    assertThat(parse("--gzip").gzip).as("true by default stays true when it is given").isTrue();
    assertThat(parse("--gzip=0").gzip).isFalse();
    assertThatThrownBy(() -> parse("--gzip=si")).hasMessageContaining("'si' is neither true nor");
  }

  @Test
  void aListThatIsNotGivenIsEmpty() {
    assertThat(parse().names).isEmpty();
    assertThat(parse("--names=a,b").names).containsExactly("a", "b");
  }

  @Test
  void durationsAreThoseOfGo() {
    assertThat(parse().pause).isEqualTo(Duration.ofMinutes(3));
    assertThat(parse("--pause=1h2m3.5s").pause).isEqualTo(Duration.parse("PT1H2M3.5S"));
    assertThatThrownBy(() -> parse("--pause=soon"))
        .hasMessageContaining("expected a duration such as 90s, 3m0s or 24h, found 'soon'");
    assertThatThrownBy(() -> parse("--pause=-1s")).hasMessageContaining("found '-1s'");
  }

  @ParameterizedTest
  @CsvSource({"500,500", "10M,10000000", "1Gi,1073741824", "2k,2000", "1Ti,1099511627776"})
  void sizesAreThoseOfKubernetes(String text, long bytes) {
    assertThat(parse("--size", text).size).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"big", "1.5M", "-1", "10m", "999999999999T"})
  void aSizeThatIsNoneIsNamed(String text) {
    assertThatThrownBy(() -> parse("--size=" + text)).hasMessageContaining(text);
  }

  @Test
  void theAddressOfRedisIsMadeOfFlagsAndVariables() {
    var address =
        parse("--redis", "cache:7000", "--redisdb", "3")
            .redis
            .address(Map.of("REDIS_PASSWORD", "p"));
    assertThat(address.host()).isEqualTo("cache");
    assertThat(address.port()).isEqualTo(7000);
    assertThat(address.database()).isEqualTo(3);
    assertThat(address.password()).isEqualTo("p");
    assertThat(parse().redis.address(Map.of()).host()).isEqualTo("argocd-redis");
  }

  private static Flags parse(String... line) {
    var flags = new Flags();
    var command = new CommandLine(flags);
    GoFlags.applyTo(command);
    command.parseArgs(line);
    return flags;
  }
}
