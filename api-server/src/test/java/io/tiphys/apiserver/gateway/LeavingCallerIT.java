package io.tiphys.apiserver.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A stream in which nothing happens ends when its caller has left.
class LeavingCallerIT extends Gateways {

  private static final String STREAM = "/api/v1/stream/applications";

  @Test
  void leavesOverHttp1() throws Exception {
    left.clear();
    try (var socket = new Socket("localhost", server.port())) {
      SlowCallerIT.send(socket, STREAM);
      var lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.lines().filter(it -> it.contains("app-1")).findFirst()).isPresent();
    }
    assertThat(left.poll(10, TimeUnit.SECONDS)).isEqualTo("left");
  }

  @Test
  void leavesOverHttp2() throws Exception {
    left.clear();
    get("/api/version"); // the connection is one of HTTP/2 from now on
    var answer =
        http.send(request(STREAM).version(Version.HTTP_2).build(), BodyHandlers.ofInputStream());
    assertThat(answer.version()).isEqualTo(Version.HTTP_2);
    try (var body = answer.body()) {
      assertThat(body.read()).isEqualTo('{');
    }
    assertThat(left.poll(10, TimeUnit.SECONDS)).isEqualTo("left");
  }
}
