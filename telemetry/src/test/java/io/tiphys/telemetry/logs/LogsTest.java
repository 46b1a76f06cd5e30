package io.tiphys.telemetry.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogsTest {

  private static final Logger log = LoggerFactory.getLogger(LogsTest.class);

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setErr(before);
    Logs.configure("text", "info");
  }

  /// The lines, with the time of each replaced.
  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "NOW"))
        .toList();
  }

  @Test
  void textHasTimeLevelAndMessage() {
    Logs.configure("text", "info");
    log.info("started");
    log.atWarn().addKeyValue("application", "web").addKeyValue("dest", "https://x:1").log("no way");

    assertThat(lines())
        .containsExactly(
            "time=\"NOW\" level=info msg=started",
            "time=\"NOW\" level=warning msg=\"no way\" application=web dest=\"https://x:1\"");
  }

  @Test
  void jsonHasTheKeysAsMembers() {
    Logs.configure("json", "info");
    log.atError()
        .addKeyValue("application", "web")
        .addKeyValue("attempt", 3)
        .addKeyValue("final", true)
        .addKeyValue("level", "mine")
        .log("say \"no\"\n");

    assertThat(lines())
        .containsExactly(
            "{\"application\":\"web\",\"attempt\":3,\"fields.level\":\"mine\",\"final\":true,"
                + "\"level\":\"error\",\"msg\":\"say \\\"no\\\"\\n\",\"time\":\"NOW\"}");
  }

  @Test
  void aValueThatIsJsonIsPartOfTheJson() {
    Logs.configure("json", "info");
    log.atInfo().addKeyValue("content", new Json("{\"name\":\"a\u2028b\"}")).log("received");
    Logs.configure("text", "info");
    log.atInfo().addKeyValue("content", new Json("{\"name\":\"web\"}")).log("received");

    assertThat(lines())
        .containsExactly(
            "{\"content\":{\"name\":\"a\\u2028b\"},\"level\":\"info\",\"msg\":\"received\","
                + "\"time\":\"NOW\"}",
            "time=\"NOW\" level=info msg=received content=\"{\\\"name\\\":\\\"web\\\"}\"");
  }

  @Test
  void aValueCannotForgeALine() {
    Logs.configure("text", "info");
    log.atInfo()
        .addKeyValue("name", "web\ntime=\"x\" level=error msg=forged\u001b[0m\u2028")
        .log("synced");

    assertThat(lines())
        .containsExactly(
            "time=\"NOW\" level=info msg=synced "
                + "name=\"web\\ntime=\\\"x\\\" level=error msg=forged\\u001b[0m\\u2028\"");
  }

  @Test
  void anExceptionIsOneLine() {
    Logs.configure("json", "info");
    log.warn("failed", new IllegalStateException("no cluster"));

    assertThat(lines())
        .singleElement()
        .satisfies(line ->
            assertThat(line)
                .contains("\"error\":\"java.lang.IllegalStateException: no cluster\"")
                .contains("\"stack\":\"java.lang.IllegalStateException: no cluster\\n\\tat "));
  }

  @Test
  void theLevelIsThatOfTheProductAndLibrariesStayQuiet() {
    Logs.configure("text", "debug");
    log.debug("ours");
    LoggerFactory.getLogger("io.netty").debug("theirs");
    java.util.logging.Logger.getLogger("io.grpc").info("through the bridge");

    assertThat(lines())
        .containsExactly(
            "time=\"NOW\" level=debug msg=ours",
            "time=\"NOW\" level=info msg=\"through the bridge\"");

    out.reset();
    Logs.configure("text", "error");
    log.warn("ours");
    LoggerFactory.getLogger("io.netty").warn("theirs");
    assertThat(lines()).isEmpty();
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatThrownBy(() -> Logs.configure("xml", "info"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--logformat");
    assertThatThrownBy(() -> Logs.configure("text", "loud"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--loglevel");
  }
}
