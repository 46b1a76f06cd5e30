package io.tiphys.reposerver.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.reposerver.source.Remote.Credentials;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import org.junit.jupiter.api.Test;

class ProxyChoiceTest {

  @Test
  void takesTheRepositorysProxyExceptForTheHostsThatAreNamed() throws Exception {
    var choice = choice("http://proxy.example.org:3128", "internal.example.org, .local,*.lan");
    var proxy = choice.forHost(url("https://github.com/a"));
    assertThat(proxy.type()).isEqualTo(Proxy.Type.HTTP);
    assertThat(((InetSocketAddress) proxy.address()).getHostString())
        .isEqualTo("proxy.example.org");
    assertThat(((InetSocketAddress) proxy.address()).getPort()).isEqualTo(3128);
    for (String direct :
        new String[] {
          "https://internal.example.org/a", "https://git.internal.example.org/a",
          "https://git.local/a", "https://git.lan/a"
        }) {
      assertThat(choice.forHost(url(direct))).as(direct).isEqualTo(Proxy.NO_PROXY);
    }
    assertThat(choice.forHost(url("https://notinternal.example.org/a")).type())
        .isEqualTo(Proxy.Type.HTTP);
    assertThat(choice("socks5://host", "").forHost(url("https://x/a")).type())
        .isEqualTo(Proxy.Type.SOCKS);
  }

  @Test
  void refusesWhatItCannotDoWithoutRepeatingAPassword() throws Exception {
    var url = url("https://github.com/a");
    assertThatThrownBy(() -> choice("http://ada:s3cret@proxy:1", "").forHost(url))
        .hasMessage("a proxy that wants a user and a password is not supported");
    assertThatThrownBy(() -> choice("http://ada:s3 cret@proxy:1", "").forHost(url))
        .hasMessage("the proxy is not written as http://host:port");
  }

  private static ProxyChoice choice(String proxy, String noProxy) throws SourceException {
    return ProxyChoice.of(
        new Remote(
            GitUrl.parse("https://github.com/a"),
            new Credentials.Anonymous(),
            false,
            false,
            proxy,
            noProxy,
            "",
            ""));
  }

  private static URL url(String text) throws Exception {
    return URI.create(text).toURL();
  }
}
