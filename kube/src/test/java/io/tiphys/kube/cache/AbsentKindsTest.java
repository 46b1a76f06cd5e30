package io.tiphys.kube.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.discovery.ApiResource;
import io.tiphys.kube.discovery.ApiResources;
import io.tiphys.kube.watch.RawObject;
import io.tiphys.kube.watch.WatchTarget;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AbsentKindsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LATER = START.plus(AbsentKinds.CONFIRMED_AFTER);
  private static final ApiResource WIDGET =
      new ApiResource("example.org", "v1", "Widget", "widgets", true, Set.of("list", "watch"));

  private static final ApiResources WITH = new ApiResources("v1.36.1", List.of(WIDGET), Map.of());
  private static final ApiResources WITHOUT = new ApiResources("v1.36.1", List.of(), Map.of());

  private final CustomKinds definitions = new CustomKinds();
  private final AbsentKinds absent = new AbsentKinds(definitions);

  private static RawObject definition() {
    return RawObject.of(
        new WatchTarget(
            ResourcePath.collection("apiextensions.k8s.io", "v1", "customresourcedefinitions", ""),
            "CustomResourceDefinition"),
        """
        {"metadata":{"name":"widgets.example.org","resourceVersion":"1"},
         "spec":{"group":"example.org","names":{"kind":"Widget"}},
         "status":{"conditions":[{"type":"Established","status":"True"}]}}\
        """
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void a_kind_is_gone_when_it_stays_away() {
    assertThat(absent.isGone(WIDGET, WITH, START)).isFalse();
    assertThat(absent.isGone(WIDGET, WITHOUT, START)).isFalse();
    assertThat(absent.isUndecided()).isTrue();
    assertThat(absent.isGone(WIDGET, WITHOUT, LATER)).isTrue();
    assertThat(absent.isUndecided()).isFalse();
  }

  @Test
  void a_kind_that_comes_back_begins_anew() {
    assertThat(absent.isGone(WIDGET, WITHOUT, START)).isFalse();
    assertThat(absent.isGone(WIDGET, WITH, START.plusSeconds(5))).isFalse();
    assertThat(absent.isUndecided()).isFalse();
    assertThat(absent.isGone(WIDGET, WITHOUT, LATER)).isFalse();
  }

  @Test
  void a_definition_that_exists_is_believed_and_not_discovery() {
    definitions.put(definition());
    assertThat(definitions.agreesWith(WITHOUT)).isFalse();
    assertThat(absent.isGone(WIDGET, WITHOUT, START)).isFalse();
    assertThat(absent.isGone(WIDGET, WITHOUT, LATER.plusSeconds(3600))).isFalse();
    assertThat(definitions.agreesWith(WITH)).isTrue();
  }

  @Test
  void a_definition_that_was_deleted_takes_its_kind_along_at_once() {
    RawObject definition = definition();
    definitions.put(definition);
    definitions.remove(definition.header().key());
    assertThat(definitions.agreesWith(WITH)).as("discovery lags behind").isFalse();
    assertThat(absent.isGone(WIDGET, WITHOUT, START)).isTrue();
    assertThat(definitions.agreesWith(WITHOUT)).isTrue();
  }

  @Test
  void a_group_whose_api_service_is_down_is_not_gone() {
    var failing = new ApiResources("v1.36.1", List.of(), Map.of("example.org/v1", "down"));
    assertThat(absent.isGone(WIDGET, failing, START)).isFalse();
    assertThat(absent.isGone(WIDGET, failing, LATER)).isFalse();
    assertThat(absent.isUndecided()).isFalse();
  }
}
