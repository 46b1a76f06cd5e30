package io.tiphys.engine.automation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.automation.Hold.Standing.Holds;
import io.tiphys.engine.automation.Hold.Standing.Over;
import io.tiphys.model.application.SyncStatus;
import io.tiphys.model.application.SyncStatusBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void isWrittenAsItIsRead() {
    String text =
        """
        {"newerThan":"bad","revision":"good","until":"2026-01-02T00:00:00Z","who":"alice"}\
        """;

    Hold hold = Hold.parse(text);

    assertThat(hold.text()).isEqualTo(text);
    assertThat(hold.message())
        .isEqualTo(
            "Automated sync is held at good by alice until 2026-01-02T00:00:00Z or until Git has a"
                + " commit other than bad; take the annotation tiphys.io/hold off to end it");
  }

  @Test
  void notesTheCommitThatItPassesOver() {
    Hold hold = Hold.parse("{\"revision\":\"good\"}");

    assertThat(hold.standing(status("Unknown", ""), NOW)).isEqualTo(new Holds(hold));
    assertThat(hold.standing(status("OutOfSync", "bad"), NOW))
        .isInstanceOfSatisfying(
            Holds.class, it -> assertThat(it.hold().newerThan()).containsExactly("bad"));
  }

  @Test
  void endsWithANewerCommitThatCanBeCompared() {
    Hold hold = Hold.parse("{\"revision\":\"good\",\"newerThan\":\"bad\"}");

    assertThat(hold.standing(status("OutOfSync", "bad"), NOW)).isEqualTo(new Holds(hold));
    assertThat(hold.standing(status("Unknown", "newer"), NOW)).isEqualTo(new Holds(hold));
    assertThat(hold.standing(status("OutOfSync", "newer"), NOW)).isInstanceOf(Over.class);
    assertThat(hold.standing(status("Synced", "newer"), NOW)).isInstanceOf(Over.class);
  }

  @Test
  void countsTheCommitsOfAllSources() {
    Hold hold = Hold.parse("{\"revision\":[\"a1\",\"b1\"],\"newerThan\":[\"a2\",\"b2\"]}");

    assertThat(hold.standing(status("OutOfSync", List.of("a2", "b2")), NOW))
        .isEqualTo(new Holds(hold));
    assertThat(hold.standing(status("OutOfSync", List.of("a2", "b3")), NOW))
        .isInstanceOf(Over.class);
  }

  @Test
  void endsAtItsTime() {
    Hold hold = Hold.parse("2026-01-01T12:00:00Z");

    assertThat(hold.standing(status("OutOfSync", "bad"), NOW.minusSeconds(1)))
        .isInstanceOf(Holds.class);
    assertThat(hold.standing(status("OutOfSync", "bad"), NOW)).isInstanceOf(Over.class);
  }

  @Test
  void whatCannotBeReadHoldsAndSaysSo() {
    for (String text :
        List.of("{not json", "soon", "{\"until\":\"tomorrow\"}", "{" + "x".repeat(5000))) {
      Hold hold = Hold.parse(text);
      assertThat(hold.standing(status("OutOfSync", "bad"), NOW)).isEqualTo(new Holds(hold));
      assertThat(hold.message())
          .startsWith("Automated sync is held, and the annotation tiphys.io/hold cannot be read: ");
    }
    assertThat(Hold.parse("true").problem()).isEmpty();
  }

  private static SyncStatus status(String word, String revision) {
    return SyncStatusBuilder.builder().status(word).revision(revision).build();
  }

  private static SyncStatus status(String word, List<String> revisions) {
    return SyncStatusBuilder.builder().status(word).revisions(revisions).build();
  }
}
