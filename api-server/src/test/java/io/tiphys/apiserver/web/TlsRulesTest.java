package io.tiphys.apiserver.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.apiserver.options.ListenFlags;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class TlsRulesTest {

  private static TlsRules rules(String... arguments) {
    var flags = new ListenFlags();
    new CommandLine(CommandSpec.forAnnotatedObject(flags)).parseArgs(arguments);
    return new TlsRules(flags);
  }

  @Test
  void takesWhatInstallationsOfTheOriginalSay() {
    assertThat(rules()).isNotNull();
    assertThat(
            rules(
                "--tlsminversion=1.2",
                "--tlsciphers=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
                    + ":TLS_RSA_WITH_AES_256_GCM_SHA384"))
        .isNotNull();
    assertThat(rules("--tlsminversion=1.3", "--tlsciphers=not looked at")).isNotNull();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> rules("--tlsminversion=1.3", "--tlsmaxversion=1.2"))
        .hasMessage("Minimum TLS version 1.3 must not be higher than maximum TLS version 1.2");
    assertThatThrownBy(() -> rules("--tlsmaxversion=2")).hasMessageContaining("--tlsmaxversion 2");
    assertThatThrownBy(() -> rules("--tlsciphers=TLS_NULL"))
        .hasMessage("invalid cipher suite specified: TLS_NULL");
  }
}
