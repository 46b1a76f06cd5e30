package io.tiphys.controller.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.watch.WatchListener.Seen;
import io.tiphys.model.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {

  private static final AppKey SHOP = new AppKey("argocd", "shop");

  private final List<AppKey> news = new ArrayList<>();
  private final ObjectStore store = new ObjectStore("argocd"::equals, news::add);

  @Test
  void whatOneWroteHimselfIsNoNews() {
    tell("7");
    store.wrote(SHOP, "8", new byte[0]);
    store.wrote(SHOP, "9", new byte[0]);
    tell("8");
    tell("9");
    assertThat(news).hasSize(1);
    assertThat(store.version(SHOP)).isEqualTo("9");
  }

  @Test
  void whatAnotherChangedJustBeforeAWriteIsNewsAndTheNewestStateStays() {
    tell("7");
    store.wrote(SHOP, "9", new byte[0]);
    tell("8");
    tell("9");
    assertThat(news).hasSize(2);
    assertThat(store.version(SHOP)).isEqualTo("9");
  }

  @Test
  void whatAnotherChangedBetweenTwoWritesIsNews() {
    tell("7");
    store.wrote(SHOP, "8", new byte[0]);
    store.wrote(SHOP, "10", new byte[0]);
    tell("8");
    assertThat(news).hasSize(1);
    tell("9");
    assertThat(news).hasSize(2);
    tell("10");
    assertThat(news).hasSize(2);
  }

  @Test
  void whatWasReadIsNewsWhenTheWatchTellsIt() {
    tell("7");
    store.read(SHOP, "8", new byte[0]);
    tell("8");
    assertThat(news).hasSize(2);
  }

  @Test
  void whatIsToldBeforeTheAnswerIsNews() {
    tell("7");
    tell("8");
    store.wrote(SHOP, "8", new byte[0]);
    tell("9");
    assertThat(news).hasSize(3);
    assertThat(store.version(SHOP)).isEqualTo("9");
  }

  @Test
  void ofManyWritesThatNobodyToldOfTheLastAreRemembered() {
    tell("1");
    for (int version = 2; version <= 1000; version++) {
      store.wrote(SHOP, String.valueOf(version), new byte[0]);
    }
    tell("999");
    tell("1000");
    assertThat(news).hasSize(1);
  }

  @Test
  void anAnswerBringsNothingBackThatIsGone() {
    tell("7");
    store.gone(key(), null);
    store.wrote(SHOP, "8", new byte[0]);
    store.read(SHOP, "8", new byte[0]);
    assertThat(store.keys()).isEmpty();
    assertThat(news).hasSize(2);
  }

  private void tell(String version) {
    store.changed(new Seen(key(), version, new byte[0]), false);
  }

  private static ResourceKey key() {
    return new ResourceKey("argoproj.io", "Application", SHOP.namespace(), SHOP.name());
  }
}
