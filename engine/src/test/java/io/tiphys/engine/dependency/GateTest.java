package io.tiphys.engine.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GateTest {

  private final Landscape landscape = new Landscape();

  @Test
  void whatDependsOnNothingMayGo() {
    landscape.put("shop", "", Map.of());

    assertThat(gate("shop")).isEqualTo(new Gate.Open());
  }

  @Test
  void allMustBeSyncedHealthyAndSettled() {
    landscape.put("shop", "db, other/cache, mail", Map.of());
    landscape.stands("db", "OutOfSync", "Healthy");
    landscape.stands(new AppName("other", "cache"), "Synced", "Progressing");
    landscape.unsettled("mail");

    assertThat(gate("shop"))
        .isEqualTo(
            new Gate.Waits(
                "waiting for Applications that must be Synced and Healthy first: "
                    + "db (OutOfSync, Healthy), other/cache (Synced, Progressing),"
                    + " mail (not settled)"));

    landscape.stands("db", "Synced", "Healthy");
    landscape.stands(new AppName("other", "cache"), "Synced", "Healthy");
    landscape.stands("mail", "Synced", "Healthy");
    assertThat(gate("shop")).isEqualTo(new Gate.Open());
  }

  @Test
  void anUnknownNameIsSaid() {
    landscape.put("shop", "nobody", Map.of());

    assertThat(waits("shop")).endsWith("first: nobody (there is no such Application)");
  }

  @Test
  void labelsMeanAllWhoHaveThemButNotItself() {
    landscape.put("shop", "tier=infra&region=eu", Map.of("tier", "infra", "region", "eu"));
    assertThat(waits("shop"))
        .endsWith("none with label region=eu&tier=infra (there is no such Application)");

    landscape.put("db", "", Map.of("tier", "infra", "region", "eu"));
    landscape.put("far", "", Map.of("tier", "infra", "region", "us"));
    landscape.stands("db", "Synced", "Degraded");
    landscape.stands("far", "OutOfSync", "Missing");
    assertThat(waits("shop")).endsWith("first: db (Synced, Degraded)");

    landscape.stands("db", "Synced", "Healthy");
    assertThat(gate("shop")).isEqualTo(new Gate.Open());
  }

  @Test
  void aCycleIsNamedEvenWhileAllIsWell() {
    landscape.put("a", "b", Map.of());
    landscape.put("b", "tier=c", Map.of());
    landscape.put("c", "other/d", Map.of("tier", "c"));
    landscape.put(new AppName("other", "d"), "argocd/a", Map.of());
    landscape.put("beside", "a", Map.of());

    assertThat(gate("a"))
        .isEqualTo(
            new Gate.Wrong(
                "Applications depend on each other in a cycle (tiphys.io/depends-on):"
                    + " a -> b -> c -> other/d -> a"));
    assertThat(gate("beside")).as("leads to a cycle, is in none").isInstanceOf(Gate.Open.class);
  }

  @Test
  void itsOwnNameIsACycle() {
    landscape.put("a", "a", Map.of());

    assertThat(gate("a"))
        .isInstanceOfSatisfying(
            Gate.Wrong.class, wrong -> assertThat(wrong.message()).endsWith(": a -> a"));
  }

  @Test
  void whatCannotBeReadIsSaid() {
    landscape.put("shop", "Not_A_Name", Map.of());

    assertThat(gate("shop"))
        .isEqualTo(
            new Gate.Wrong(
                "the annotation tiphys.io/depends-on cannot be read: \"Not_A_Name\" is neither a"
                    + " name, nor namespace/name, nor key=value"));
  }

  @Test
  void ofManyOnlyTheFirstAreNamed() {
    landscape.put("shop", "tier=infra", Map.of());
    IntStream.range(0, 1000)
        .forEach(i -> {
          landscape.put("db-%03d".formatted(i), "", Map.of("tier", "infra"));
          landscape.stands("db-%03d".formatted(i), "OutOfSync", "Missing");
        });
    landscape.asked = 0;

    assertThat(waits("shop"))
        .contains("db-000 ", "db-004 ")
        .doesNotContain("db-005")
        .endsWith("and others");
    assertThat(landscape.asked).as("Applications looked at").isLessThan(10);
  }

  @Test
  void aChainOfTenThousandIsNoDeepRecursion() {
    IntStream.range(0, 10_000)
        .forEach(i -> landscape.put("a" + i, "a" + (i + 1) % 10_000, Map.of()));

    assertThat(gate("a0")).isInstanceOf(Gate.Wrong.class);
  }

  private Gate gate(String name) {
    return Gate.of(new AppName("argocd", name), landscape);
  }

  private String waits(String name) {
    return ((Gate.Waits) gate(name)).message();
  }

  /// Applications as a test wants them.
  private static final class Landscape implements AppGraph {

    private final Map<AppName, DependsOn> declared = new TreeMap<>();
    private final Map<AppName, Map<String, String>> labels = new TreeMap<>();
    private final Map<AppName, Standing> standings = new TreeMap<>();
    private int asked;

    void put(String name, String dependsOn, Map<String, String> appLabels) {
      put(new AppName("argocd", name), dependsOn, appLabels);
    }

    void put(AppName name, String dependsOn, Map<String, String> appLabels) {
      declared.put(name, DependsOn.parse(dependsOn, name.namespace()));
      labels.put(name, appLabels);
      standings.putIfAbsent(name, new Standing("Synced", "Healthy", true));
    }

    void stands(String name, String sync, String health) {
      stands(new AppName("argocd", name), sync, health);
    }

    void stands(AppName name, String sync, String health) {
      standings.put(name, new Standing(sync, health, true));
    }

    void unsettled(String name) {
      standings.put(new AppName("argocd", name), new Standing("Synced", "Healthy", false));
    }

    @Override
    public Optional<Standing> standing(AppName app) {
      asked++;
      return Optional.ofNullable(standings.get(app));
    }

    @Override
    public DependsOn dependsOn(AppName app) {
      return declared.getOrDefault(app, DependsOn.NOTHING);
    }

    @Override
    public Stream<AppName> labelled(Dependency.Labelled wanted) {
      return labels.entrySet().stream()
          .filter(app -> wanted.matches(app.getValue()))
          .map(Map.Entry::getKey);
    }
  }
}
