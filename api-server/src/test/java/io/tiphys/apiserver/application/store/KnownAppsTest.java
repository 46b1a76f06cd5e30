package io.tiphys.apiserver.application.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What becomes known twice, late or in another order.
class KnownAppsTest {

  private static final AppName SHOP = new AppName("argocd", "shop");

  private final Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
  private final KnownApps apps = new KnownApps(() -> now[0]);

  private static StoredApp shop(String uid, String version) {
    return StoredAppTest.app("shop", uid, version);
  }

  private static List<String> heard(Changes changes) throws InterruptedException {
    var heard = new ArrayList<String>();
    for (var next = changes.poll(Duration.ZERO); next != null; next = changes.poll(Duration.ZERO)) {
      heard.add(next.type() + " " + next.app().facts().uid());
    }
    return heard;
  }

  @Test
  void oneThatIsGoneDoesNotComeBackByALateAnswer() {
    apps.told(shop("one", "7"));
    apps.gone(SHOP, "one");
    apps.answered(shop("one", "6"));
    apps.answered(shop("one", "7"));
    assertThat(apps.get(SHOP)).isEmpty();
  }

  @Test
  void oneThatWasGoneBeforeItsCreationWasAnsweredDoesNotComeBack() {
    apps.gone(SHOP, "one");
    apps.answered(shop("one", "6"));
    assertThat(apps.get(SHOP)).isEmpty();
  }

  @Test
  void theEndOfAnOlderOneLeavesTheNewOne() throws Exception {
    apps.told(shop("one", "7"));
    try (var changes = apps.watch()) {
      apps.answered(shop("two", "9"));
      apps.gone(SHOP, "one");
      apps.told(shop("two", "9"));
      assertThat(heard(changes)).containsExactly("DELETED one", "ADDED two");
    }
    assertThat(apps.get(SHOP)).isPresent();
  }

  @Test
  void whatEndedUnseenIsGoneUnderAnyUid() {
    apps.told(shop("one", "7"));
    apps.gone(SHOP, "");
    assertThat(apps.get(SHOP)).isEmpty();
  }

  @Test
  void anOlderStateIsNoNews() throws Exception {
    try (var changes = apps.watch()) {
      apps.told(shop("one", "11"));
      apps.answered(shop("one", "10"));
      assertThat(changes.take().app().facts().resourceVersion()).isEqualTo("11");
      assertThat(heard(changes)).isEmpty();
    }
  }

  @Test
  void theVersionOfAllIsWhatTheWatchHasTold() {
    apps.told(shop("one", "7"));
    apps.answered(StoredAppTest.app("store", "20"));
    assertThat(apps.resourceVersion()).as("a change at 15 may be on its way").isEqualTo("7");
  }

  @Test
  void aWatcherBeginsWithTheStateAndHearsTheRest() throws Exception {
    apps.told(shop("one", "7"));
    try (var changes = apps.watch()) {
      assertThat(changes.state()).extracting(it -> it.facts().uid()).containsExactly("one");
      assertThat(changes.state()).as("not kept").isEmpty();
      assertThat(heard(changes)).isEmpty();
      apps.told(shop("one", "8"));
      assertThat(heard(changes)).containsExactly("MODIFIED one");
    }
  }

  private List<String> goneAtTheBeginning() {
    try (var changes = apps.watch()) {
      return changes.gone().stream().map(it -> it.facts().uid()).toList();
    }
  }

  @Test
  void aWatcherIsToldWhatEndedAMomentBefore() {
    apps.told(shop("one", "7"));
    apps.answered(shop("two", "9"));
    apps.gone(SHOP, "two");
    assertThat(goneAtTheBeginning()).containsExactly("one", "two");
    now[0] = now[0].plus(RecentlyGone.LONGEST).plusMillis(1);
    assertThat(goneAtTheBeginning()).isEmpty();
  }

  @Test
  void ofManyThatEndedTheNewestAreKept() {
    for (int i = 0; i <= RecentlyGone.MOST; i++) {
      apps.told(shop("uid-" + i, "7"));
      apps.gone(SHOP, "uid-" + i);
    }
    assertThat(goneAtTheBeginning())
        .hasSize(RecentlyGone.MOST)
        .startsWith("uid-1")
        .endsWith("uid-" + RecentlyGone.MOST);
  }
}
