package io.tiphys.controller.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.application.AppKey;
import io.tiphys.engine.dependency.DependsOn;
import io.tiphys.engine.dependency.Gate;
import io.tiphys.model.application.Application;
import io.tiphys.model.json.ModelJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DependenciesTest {

  private final Apps apps = new Apps();
  private final List<String> woken = new ArrayList<>();
  private final Dependencies dependencies = new Dependencies(apps, key -> woken.add(key.name()));

  @Test
  void fiftyThousandThatDependOnNothingAreNeverRead() {
    dependencies.start();
    for (int i = 0; i < 50_000; i++) {
      change("app-" + i, "Synced", "");
    }
    assertThat(apps.reads).isZero();

    change("shop", "OutOfSync", "app-7");
    assertThat(gate("shop")).isInstanceOf(Gate.Open.class);
    change("app-8", "OutOfSync", "");
    change("app-7", "OutOfSync", "");
    assertThat(apps.reads).as("the one that declares it, and the one it names").isLessThan(5);
    assertThat(woken).as("nobody waits").isEmpty();
  }

  @Test
  void wakesThoseWhoWaitWhenWhatTheyWaitForChanges() {
    dependencies.start();
    change("db", "OutOfSync", "");
    change("other", "OutOfSync", "");
    change("shop", "OutOfSync", "db");
    change("news", "OutOfSync", "tier=back");
    assertThat(gate("shop")).isInstanceOf(Gate.Waits.class);
    assertThat(gate("news")).isInstanceOf(Gate.Waits.class);

    change("other", "Synced", "");
    change("db", "OutOfSync", "");
    assertThat(woken).as("nothing that counts has changed").isEmpty();

    change("db", "Synced", "");
    assertThat(woken).containsExactly("shop");
    assertThat(gate("shop")).isInstanceOf(Gate.Open.class);

    change("cache", "Synced", "", "tier");
    assertThat(woken).containsExactly("shop", "news");
    assertThat(gate("news")).isInstanceOf(Gate.Open.class);
    change("cache", "OutOfSync", "", "tier");
    assertThat(woken).as("nobody waits any more").hasSize(2);
  }

  @Test
  void wakesThoseInACycleWhenItIsBroken() {
    dependencies.start();
    change("a", "OutOfSync", "b");
    change("b", "OutOfSync", "a");
    assertThat(gate("a")).isInstanceOf(Gate.Wrong.class);

    change("b", "Synced", "");

    assertThat(woken).contains("a");
    assertThat(gate("a")).isInstanceOf(Gate.Open.class);
  }

  @Test
  void opensForNobodyBeforeAllAreKnown() {
    change("shop", "OutOfSync", "tier=back");
    assertThat(gate("shop")).isEqualTo(new Gate.Waits("the Applications are still being read"));

    dependencies.start();

    assertThat(woken).containsExactly("shop");
  }

  @Test
  void oneThatGoesIsAwaitedAgain() {
    dependencies.start();
    change("db", "Synced", "");
    change("shop", "OutOfSync", "db");
    assertThat(gate("shop")).isInstanceOf(Gate.Open.class);

    apps.json.remove(key("db"));
    dependencies.changed(key("db"));

    assertThat(gate("shop")).isInstanceOf(Gate.Waits.class);
  }

  private Gate gate(String name) {
    return dependencies.gate(key(name), apps.read(key(name)).orElseThrow());
  }

  private void change(String name, String sync, String dependsOn, String... labels) {
    apps.json.put(key(name), json(name, sync, dependsOn, labels));
    dependencies.changed(key(name));
  }

  private static String json(String name, String sync, String dependsOn, String... labels) {
    return """
    {"metadata":{"namespace":"argocd","name":"%s"%s%s},
     "spec":{"project":"default"},
     "status":{"sync":{"status":"%s"},"health":{"status":"Healthy"}}}
    """
        .formatted(
            name,
            dependsOn.isEmpty()
                ? ""
                : ",\"annotations\":{\"%s\":\"%s\"}".formatted(DependsOn.ANNOTATION, dependsOn),
            labels.length == 0 ? "" : ",\"labels\":{\"%s\":\"back\"}".formatted(labels[0]),
            sync);
  }

  private static AppKey key(String name) {
    return new AppKey("argocd", name);
  }

  /// Counts how often an Application is read.
  private static final class Apps implements Landscape {

    private final Map<AppKey, String> json = new LinkedHashMap<>();
    private int reads;

    @Override
    public Collection<AppKey> keys() {
      return json.keySet();
    }

    @Override
    public boolean mentions(AppKey key, String text) {
      return json.getOrDefault(key, "").contains(text);
    }

    @Override
    public Optional<Application> read(AppKey key) {
      reads++;
      return Optional.ofNullable(json.get(key))
          .map(text -> ModelJson.read(text.getBytes(StandardCharsets.UTF_8), Application.class));
    }

    @Override
    public boolean mayWait(String from, String forOne) {
      return from.equals(forOne);
    }
  }
}
