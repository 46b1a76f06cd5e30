package io.tiphys.engine.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.diff.DiffRules.IgnoreStatus;
import org.junit.jupiter.api.Test;

class DiffRulesTest {

  @Test
  void digestIsTheSameForEqualRulesOnly() {
    var all = new DiffRules(IgnoreStatus.ALL, false);
    assertThat(all.digest()).isEqualTo(DiffRules.defaults().digest()).hasSize(32);
    assertThat(all.digest())
        .isNotEqualTo(new DiffRules(IgnoreStatus.OFF, false).digest())
        .isNotEqualTo(new DiffRules(IgnoreStatus.ALL, true).digest());
  }

  @Test
  void settingsWordsAreTheOriginals() {
    assertThat(IgnoreStatus.of("crd")).isEqualTo(IgnoreStatus.CRD);
    assertThat(IgnoreStatus.of("off")).isEqualTo(IgnoreStatus.OFF);
    assertThat(IgnoreStatus.of("none")).isEqualTo(IgnoreStatus.OFF);
    assertThat(IgnoreStatus.of("all")).isEqualTo(IgnoreStatus.ALL);
    assertThat(IgnoreStatus.of("")).isEqualTo(IgnoreStatus.ALL);
  }
}
