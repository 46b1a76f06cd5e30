package io.tiphys.reposerver.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.reposerver.source.SourceException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelmIndexTest {

  private static SortedMap<String, List<ChartVersion>> read(String text) throws SourceException {
    return HelmIndex.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsVersionsInTheirOrder() throws Exception {
    var charts =
        read(
            """
            apiVersion: v1
            generated: "2026-01-01T00:00:00Z"
            entries:
              web:
              - version: 2.0.0
                description: The web
                home: https://web.example.org
                maintainers:
                - {name: Ada, email: ada@example.org, url: x}
                - name: Grace
                urls: [web-2.0.0.tgz]
                dependencies:
                - {name: db, version: 9.9.9}
              - {version: 1.0.0}
              db: []
            more: [1, {a: b}]
            """);
    assertThat(charts.keySet()).containsExactly("db", "web");
    assertThat(charts.get("web"))
        .containsExactly(
            new ChartVersion(
                "2.0.0",
                "The web",
                "https://web.example.org",
                List.of("Ada <ada@example.org>", "Grace")),
            new ChartVersion("1.0.0", "", "", List.of()));
  }

  @Test
  void readsJsonToo() throws Exception {
    assertThat(read("{\"entries\":{\"web\":[{\"version\":\"1\"}]}}").get("web"))
        .extracting(ChartVersion::version)
        .containsExactly("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "- a", "entries: {a: [}", "\u0000"})
  void whatIsNoIndexIsSaidToBeNone(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(SourceException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "entries: text",
        "entries: {web: text}",
        "entries: {web: [text, [a]]}",
        "entries: {web: [{version: {a: b}, maintainers: text}]}",
        "a: &x {entries: {b: c}}\nd: *x"
      })
  void oddPartsAreLeftOut(String text) throws Exception {
    assertThat(read(text).values().stream().flatMap(List::stream))
        .allMatch(version -> version.version().isEmpty());
  }
}
