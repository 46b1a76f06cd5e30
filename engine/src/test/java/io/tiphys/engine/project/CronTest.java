package io.tiphys.engine.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {

  private static boolean firesAt(String schedule, String moment) {
    var at = LocalDateTime.parse(moment);
    return Cron.parse(schedule).firesBetween(at.minusMinutes(1), at);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * *        | 2026-03-04T05:06 | true",
        "6 5 * * *        | 2026-03-04T05:06 | true",
        "6 5 * * *        | 2026-03-04T05:07 | false",
        "*/15 * * * *     | 2026-03-04T05:45 | true",
        "*/15 * * * *     | 2026-03-04T05:46 | false",
        "5/20 * * * *     | 2026-03-04T05:45 | true",
        "5/20 * * * *     | 2026-03-04T05:40 | false",
        "10-20/5 * * * *  | 2026-03-04T05:15 | true",
        "10-20/5 * * * *  | 2026-03-04T05:25 | false",
        "0 22 * * MON-FRI | 2026-03-06T22:00 | true",
        "0 22 * * MON-FRI | 2026-03-07T22:00 | false",
        "0 22 * * sun     | 2026-03-08T22:00 | true",
        "0 0 1 jan,JUL *  | 2026-07-01T00:00 | true",
        "0 0 1 jan,JUL *  | 2026-06-01T00:00 | false",
        "0 0 13 * 5       | 2026-03-13T00:00 | true",
        "0 0 13 * 5       | 2026-03-20T00:00 | true",
        "0 0 14 * 5       | 2026-03-14T00:00 | true",
        "0 0 14 * ?       | 2026-03-20T00:00 | false",
        "0 0 ? * 5        | 2026-03-20T00:00 | true",
        "0 0 */2 * 5      | 2026-03-20T00:00 | true",
        "0 0 29 2 *       | 2028-02-29T00:00 | true",
        "@daily           | 2026-03-04T00:00 | true",
        "@hourly          | 2026-03-04T07:00 | true",
        "@weekly          | 2026-03-08T00:00 | true",
        "@weekly          | 2026-03-09T00:00 | false",
        "@monthly         | 2026-03-01T00:00 | true",
        "@yearly          | 2026-01-01T00:00 | true",
      })
  void firesWhenItSays(String schedule, String moment, boolean fires) {
    assertThat(firesAt(schedule, moment)).isEqualTo(fires);
  }

  @Test
  void looksBackAsFarAsItIsAsked() {
    var cron = Cron.parse("0 0 29 2 *");
    var now = LocalDateTime.parse("2027-12-31T00:00");
    assertThat(cron.firesBetween(now.minusYears(5), now)).isTrue();
    assertThat(cron.firesBetween(now.minusYears(3), now)).isFalse();
    assertThat(Cron.parse("0 0 30 2 *").firesBetween(now.minusYears(200), now)).isFalse();
  }

  @Test
  void theMomentOfFiringCountsAndTheBeginningDoesNot() {
    var cron = Cron.parse("0 22 * * *");
    var at = LocalDateTime.parse("2026-03-04T22:00");
    assertThat(cron.firesBetween(at.minusHours(1), at)).isTrue();
    assertThat(cron.firesBetween(at, at.plusHours(1))).isFalse();
    assertThat(cron.firesBetween(at.minusHours(1), at.minusNanos(1))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''          | empty spec string",
        "* * * *     | expected exactly 5 fields, found 4: [*, *, *, *]",
        "60 * * * *  | end of range (60) above maximum (59): 60",
        "* * 0 * *   | beginning of range (0) below minimum (1): 0",
        "* * * * 7   | end of range (7) above maximum (6): 7",
        "5-3 * * * * | beginning of range (5) beyond end of range (3): 5-3",
        "*/0 * * * * | step of range should be a positive number: */0",
        "1/2/3 * * * * | too many slashes: 1/2/3",
        "1-2-3 * * * * | too many hyphens: 1-2-3",
        "x * * * *   | failed to parse int from x",
        "99999999999 * * * * | end of range (2147483647) above maximum (59): 99999999999",
        "*/99999999999 * * * MON | ",
        "@every 1h   | unrecognized descriptor: @every 1h",
      })
  void saysWhatIsWrong(String schedule, String why) {
    if (why == null) {
      assertThat(firesAt(schedule, "2026-03-09T05:00")).isTrue();
    } else {
      assertThatThrownBy(() -> Cron.parse(schedule)).hasMessage(why);
    }
  }
}
