package io.tiphys.reposerver.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

  private static final Place.Access NONE = new Place.Access("", "", false, "", "", "", "");

  @Test
  void anAddressHasNoPassword() throws Exception {
    Place charts = Place.ofCharts("https://ada:s3cret@Charts.example.org:8443/stable/", NONE);
    assertThat(charts).hasToString("https://charts.example.org:8443/stable/");
    assertThat(charts.user()).isEqualTo("ada");
    assertThat(charts.basic()).isEqualTo("Basic YWRhOnMzY3JldA==");
    assertThat(Place.ofCharts("https://host/", NONE).basic()).isNull();
  }

  @Test
  void aRegistryIsReachedOverHttpsUnlessItIsSaidOtherwise() throws Exception {
    assertThat(Place.ofRegistry("oci://ghcr.io/team/app/", false, NONE))
        .hasToString("https://ghcr.io/team/app");
    assertThat(Place.ofRegistry("localhost:5000", true, NONE).address())
        .hasToString("http://localhost:5000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://u:s3cret@host/",
        "u:s3cret@host",
        "file:///etc",
        "https://",
        "https://u:s3cret@ /"
      })
  void otherAddressesAreRefusedWithoutTheirPassword(String url) {
    assertThatThrownBy(() -> Place.ofCharts(url, NONE)).message().doesNotContain("s3cret@h");
  }

  @Test
  void aNameMayHaveAnyNumberOfParts() throws Exception {
    String name = "a/".repeat(20_000) + "a-b.c__d";
    assertThat(Place.ofRegistry("host/" + name, false, NONE)).hasToString("https://host/" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://host/x", "host/Team/../x", "oci://host/a b", "oci:///x"})
  void aRegistryHasNoOddNames(String url) {
    assertThatThrownBy(() -> Place.ofRegistry(url, false, NONE))
        .hasMessageContaining("no such URL");
  }
}
