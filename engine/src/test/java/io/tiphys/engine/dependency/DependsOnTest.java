package io.tiphys.engine.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DependsOnTest {

  @Test
  void readsNamesAndLabelsEachOnce() {
    var read = DependsOn.parse("db,other/cache\n tier=infra  db, a.b/c=&d=e", "argocd");

    assertThat(read.problem()).isEmpty();
    assertThat(read.dependencies())
        .containsExactly(
            new Dependency.Named(new AppName("argocd", "db")),
            new Dependency.Named(new AppName("other", "cache")),
            new Dependency.Labelled(new TreeMap<>(Map.of("tier", "infra"))),
            new Dependency.Labelled(new TreeMap<>(Map.of("a.b/c", "", "d", "e"))));
  }

  @Test
  void anEmptyAnnotationIsNone() {
    assertThat(DependsOn.parse(" , ", "argocd").isNothing()).isTrue();
  }

  @Test
  void refusesWhatIsTooMuch() {
    String many = IntStream.range(0, 65).mapToObj(i -> "a" + i).collect(Collectors.joining(","));

    assertThat(DependsOn.parse(many, "argocd").problem()).isEqualTo("it has more than 64 entries");
    assertThat(DependsOn.parse("a".repeat(9000), "argocd").problem())
        .isEqualTo("it is longer than 8192 characters");
    assertThat(DependsOn.parse("a/b/c", "argocd").problem()).contains("\"a/b/c\"");
    assertThat(DependsOn.parse("a=b=c", "argocd").problem()).contains("\"a=b=c\"");
  }
}
