package io.tiphys.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationBuilder;
import io.tiphys.model.application.ApplicationDestinationBuilder;
import io.tiphys.model.application.ApplicationSpecBuilder;
import io.tiphys.model.meta.ObjectMetaBuilder;
import io.tiphys.model.project.SyncWindow;
import io.tiphys.model.project.SyncWindowBuilder;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyncWindowsTest {

  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  /// @param text its parts: `allow` or `deny`, `open` or `shut` at noon, `manual`, `overrun`
  private static SyncWindow window(String text) {
    var parts = List.of(text.split(" "));
    return SyncWindowBuilder.builder()
        .kind(parts.getFirst())
        .schedule(parts.contains("open") ? "0 11 * * *" : "0 18 * * *")
        .duration("2h")
        .applications(List.of("*"))
        .manualSync(parts.contains("manual"))
        .syncOverrun(parts.contains("overrun"))
        .build();
  }

  private static SyncWindows windows(String texts) {
    return new SyncWindows(
        texts.isEmpty()
            ? List.of()
            : Stream.of(texts.split(", ")).map(SyncWindowsTest::window).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                 | true  | true",
        "allow open                         | true  | true",
        "allow shut                         | false | false",
        "allow shut manual                  | false | true",
        "allow shut, allow open             | true  | true",
        "allow shut manual, allow shut      | false | false",
        "deny open                          | false | false",
        "deny open manual                   | false | true",
        "deny open manual, deny open        | false | false",
        "deny shut                          | true  | true",
        "deny open, allow open              | false | false",
        "deny open manual, allow open       | false | true",
        "deny shut, allow open              | true  | true",
        "deny shut, allow shut              | false | false",
        "deny open manual, allow shut       | false | true",
      })
  void whatMayStart(String texts, boolean automated, boolean manual) {
    assertThat(windows(texts).canSync(false, NOON)).isEqualTo(automated);
    assertThat(windows(texts).canSync(true, NOON)).isEqualTo(manual);
  }

  /// Windows that open or shut between the start of a sync, at ten, and noon.
  private static SyncWindow turning(String kind, boolean opens, boolean overrun) {
    return SyncWindowBuilder.builder()
        .kind(kind)
        .schedule(opens ? "0 11 * * *" : "0 9 * * *")
        .duration("2h")
        .applications(List.of("*"))
        .syncOverrun(overrun)
        .build();
  }

  private static boolean mayGoOn(SyncWindow... windows) {
    return new SyncWindows(List.of(windows))
        .permission(false, Instant.parse("2026-03-04T10:00:00Z"), NOON)
        .isGranted();
  }

  @Test
  void whatMayGoOn() {
    var denies = turning("deny", true, false);
    var deniesTheNew = turning("deny", true, true);
    var allowed = turning("allow", false, false);
    var allowedToTheEnd = turning("allow", false, true);
    assertThat(mayGoOn(deniesTheNew)).isTrue();
    assertThat(mayGoOn(denies)).isFalse();
    assertThat(mayGoOn(deniesTheNew, denies)).isFalse();
    assertThat(mayGoOn(allowedToTheEnd, deniesTheNew)).isTrue();
    assertThat(mayGoOn(allowedToTheEnd, denies)).isFalse();
    assertThat(mayGoOn(allowed, deniesTheNew)).isTrue();
    assertThat(mayGoOn(allowed, denies)).isFalse();
    assertThat(mayGoOn(allowedToTheEnd)).isTrue();
    assertThat(mayGoOn(allowed)).isFalse();
    assertThat(mayGoOn(allowedToTheEnd, allowedToTheEnd)).isTrue();
    assertThat(mayGoOn(allowedToTheEnd, allowed)).isFalse();
    assertThat(mayGoOn(window("allow shut overrun"))).as("it was never allowed").isFalse();
    assertThat(mayGoOn(deniesTheNew, window("allow shut"))).as("nor was this").isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 22 * * * | 1h  | ''               | 2026-03-04T22:00:00Z | true",
        "0 22 * * * | 1h  | ''               | 2026-03-04T22:59:59Z | true",
        "0 22 * * * | 1h  | ''               | 2026-03-04T23:00:00Z | false",
        "0 22 * * * | 1h  | ''               | 2026-03-04T21:59:59Z | false",
        "0 22 * * * | 4h  | UTC              | 2026-03-05T01:30:00Z | true",
        "0 22 * * * | 1h  | Europe/Amsterdam | 2026-03-04T21:30:00Z | true",
        "0 22 * * * | 1h  | Europe/Amsterdam | 2026-03-04T22:30:00Z | false",
        "0 22 * * * | 1h  | Europe/Amsterdam | 2026-07-04T20:30:00Z | true",
        "0 22 * * * | 1h  | Europe/Amsterdam | 2026-07-04T21:30:00Z | false",
        "0 22 * * * | 1h  | Asia/Kolkata     | 2026-07-04T16:30:00Z | true",
        "0 22 * * * | 1h  | America/New_York | 2026-07-05T02:30:00Z | true",
        "0 22 * * SAT | 1h | America/New_York | 2026-07-05T02:30:00Z | true",
        "0 22 * * SUN | 1h | America/New_York | 2026-07-05T02:30:00Z | false",
        "0 22 * * * | 1h  | Nowhere/Land     | 2026-03-04T22:30:00Z | true",
        "0 22 * * * | 0s  | ''               | 2026-03-04T22:00:00Z | false",
        "0 22 * * * | -1h | ''               | 2026-03-04T22:00:00Z | false",
        "0 1 * * *  | 3h  | Europe/Amsterdam | 2026-03-29T01:30:00Z | true",
        "0 1 * * *  | 3h  | Europe/Amsterdam | 2026-03-29T02:00:00Z | false",
        "30 2 * * * | 1h  | Europe/Amsterdam | 2026-03-29T01:15:00Z | true",
        "30 2 * * * | 1h  | Europe/Amsterdam | 2026-03-29T01:30:00Z | false",
        "30 2 * * * | 20m | Europe/Amsterdam | 2026-10-25T00:40:00Z | true",
        "30 2 * * * | 20m | Europe/Amsterdam | 2026-10-25T01:10:00Z | false",
        "30 2 * * * | 20m | Europe/Amsterdam | 2026-10-25T01:40:00Z | true",
        "30 2 * * * | 2h  | Europe/Amsterdam | 2026-10-25T03:15:00Z | true",
      })
  void isOpenByTheClockOnTheWall(
      String schedule, String duration, String zone, String moment, boolean isOpen) {
    var window =
        SyncWindowBuilder.builder()
            .kind("allow")
            .schedule(schedule)
            .duration(duration)
            .timeZone(zone)
            .build();
    var windows = new SyncWindows(List.of(window));
    Instant now = Instant.parse(moment);
    assertThat(windows.active(now).windows()).hasSize(isOpen ? 1 : 0);
    assertThat(windows.inactiveAllows(now).windows()).hasSize(isOpen ? 0 : 1);
  }

  private static Application app(String name, String server, String cluster, String namespace) {
    return ApplicationBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().name(name).build())
        .spec(
            ApplicationSpecBuilder.builder()
                .destination(
                    ApplicationDestinationBuilder.builder()
                        .server(server)
                        .name(cluster)
                        .namespace(namespace)
                        .build())
                .build())
        .build();
  }

  private static boolean concerns(SyncWindow window, Application app) {
    return !new SyncWindows(List.of(window)).of(app).isEmpty();
  }

  @Test
  void aWindowConcernsWhatItNames() {
    var any = SyncWindowBuilder.builder().kind("deny").schedule("* * * * *").duration("1h");
    var byName = any.applications(List.of("*-prod", "web")).build();
    assertThat(concerns(byName, app("shop-prod", "", "", ""))).isTrue();
    assertThat(concerns(byName, app("shop", "", "", ""))).isFalse();
    var more = any.namespaces(List.of("team-?")).clusters(List.of("east", "https://west*")).build();
    assertThat(concerns(more, app("web", "", "", ""))).isTrue();
    assertThat(concerns(more, app("shop", "", "", "team-a"))).isTrue();
    assertThat(concerns(more, app("shop", "", "east", ""))).isTrue();
    assertThat(concerns(more, app("shop", "https://west.example", "", ""))).isTrue();
    assertThat(concerns(more, app("shop", "https://east", "", "team-ab"))).isFalse();
    var all = more.withAndOperator(true);
    assertThat(concerns(all, app("web", "", "east", "team-a"))).isTrue();
    assertThat(concerns(all, app("web", "", "east", "other"))).isFalse();
    assertThat(concerns(all, app("web", "", "", "team-a"))).isFalse();
    var two = all.withClusters(List.of());
    assertThat(concerns(two, app("web", "", "", "team-a"))).isTrue();
    var nothing = two.withApplications(List.of()).withNamespaces(List.of());
    assertThat(concerns(nothing, app("web", "", "", "team-a"))).isFalse();
  }

  @Test
  void aWindowThatCannotBeReadBlocksAndSaysWhy() {
    var window = window("allow open");
    record Case(SyncWindow window, String why) {}
    for (var one :
        List.of(
            new Case(window.withKind("maybe"), "kind 'maybe' mismatch: can only be allow or deny"),
            new Case(
                window.withSchedule("x"),
                "cannot parse schedule 'x': expected exactly 5 fields, found 1: [x]"),
            new Case(
                window.withDuration("1 hour"),
                "cannot parse duration '1 hour': time: invalid duration \"1 hour\""),
            new Case(
                window.withDescription("x".repeat(256)),
                "description must not exceed 255 characters"))) {
      var windows = new SyncWindows(List.of(window, one.window()));
      assertThat(windows.permission(true, null, NOON))
          .isEqualTo(new SyncPermission.Unclear(one.why()));
      assertThat(windows.active(NOON).windows()).containsExactly(window);
    }
    assertThat(SyncWindows.problem(window)).isEmpty();
  }
}
