package io.tiphys.exchange.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What was read a moment ago is believed while nothing is heard, and not for long.
class RecentVersionsTest {

  private static final AppRef SHOP = new AppRef("argocd", "shop", "0a1b");

  private final Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
  private final RecentVersions versions = new RecentVersions(() -> now[0]);

  @Test
  void untilSomethingIsHeard() {
    assertThat(versions.get(SHOP, 7)).isEmpty();
    versions.put(SHOP, 7, "one");
    assertThat(versions.get(SHOP, 7)).contains("one");
    assertThat(versions.get(SHOP, 8)).isEmpty();
    assertThat(versions.get(new AppRef("argocd", "shop", "another"), 7)).isEmpty();
  }

  @Test
  void butNotForLong() {
    versions.put(SHOP, 7, "one");
    now[0] = now[0].plus(RecentVersions.LONGEST);
    assertThat(versions.get(SHOP, 7)).isEmpty();
  }
}
