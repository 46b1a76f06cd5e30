package io.tiphys.apiserver.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogReaderTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);

  private static List<LogLine> lines(String log) throws Exception {
    var lines = new ArrayList<LogLine>();
    new LogReader("web", CLOCK)
        .read(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)), lines::add);
    return lines;
  }

  private static List<String> texts(String log) throws Exception {
    return lines(log).stream().map(line -> Times.text(line.time()) + "|" + line.content()).toList();
  }

  @Test
  void timesStandInFrontOfLines() throws Exception {
    assertThat(
            texts(
                """
                2026-01-02T03:04:05.120000000Z one  two\r
                2026-01-02T03:04:06Z
                2026-01-02T11:04:07.000000001+08:00 ünï
                2026-01-02T03:04:08Z the end\
                """))
        .containsExactly(
            "2026-01-02T03:04:05.12Z|one  two",
            "2026-01-02T03:04:06Z|",
            "2026-01-02T11:04:07.000000001+08:00|ünï",
            "2026-01-02T03:04:08Z|the end");
    assertThat(lines("2026-01-02T03:04:08Z x")).first().extracting(LogLine::pod).isEqualTo("web");
  }

  @Test
  void aLineWithoutATimeHasThatOfTheLineBefore() throws Exception {
    assertThat(texts("unable to retrieve logs\n2026-01-02T03:04:05Z a\nno time here\n"))
        .containsExactly(
            "2030-01-01T00:00:00Z|unable to retrieve logs",
            "2026-01-02T03:04:05Z|a",
            "2026-01-02T03:04:05Z|no time here");
  }

  @Test
  void aLineThatIsWrittenManyTimesIsManyLines() throws Exception {
    assertThat(texts("2026-01-02T03:04:05Z 10%\r20%\r30%\n"))
        .containsExactly(
            "2026-01-02T03:04:05Z|10%", "2026-01-02T03:04:05Z|20%", "2026-01-02T03:04:05Z|30%");
  }

  @Test
  void aLongLineComesInPieces() throws Exception {
    String time = "2026-01-02T03:04:05Z ";
    int rest = LogReader.MAX_PIECE - time.length();
    assertThat(texts(time + "x".repeat(rest) + "\n" + time + "next\n"))
        .containsExactly("2026-01-02T03:04:05Z|" + "x".repeat(rest), "2026-01-02T03:04:05Z|next");
    assertThat(texts(time + "x".repeat(rest) + "y".repeat(100) + "\n"))
        .containsExactly(
            "2026-01-02T03:04:05Z|" + "x".repeat(rest), "2026-01-02T03:04:05Z|" + "y".repeat(100));
  }

  @Test
  void stopsWhenNoMoreIsWanted() throws Exception {
    var first = new ArrayList<LogLine>();
    new LogReader("web", CLOCK)
        .read(
            new ByteArrayInputStream(
                "2026-01-02T03:04:05Z a\n2026-01-02T03:04:05Z b\n"
                    .getBytes(StandardCharsets.UTF_8)),
            line -> {
              first.add(line);
              return false;
            });
    assertThat(first).hasSize(1);
  }
}
