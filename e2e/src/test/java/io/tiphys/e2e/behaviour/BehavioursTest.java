package io.tiphys.e2e.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.process.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `docs/behaviours.md` says which tests show what.
class BehavioursTest {

  private static final Path PAGE = Tools.checkout().resolve("docs/behaviours.md");

  @Test
  void thePageIsAsTheTestsSay() throws IOException {
    var page = new BehavioursDocument(Files.readString(PAGE));
    var showings = Showing.all(Tools.checkout());
    assertThat(showings).extracting(Showing::row).isSubsetOf(page.rows());
    var shown = page.shownBy(showings);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, shown.text());
    } else {
      assertThat(page.text()).as("-Dgolden.update=true writes it").isEqualTo(shown.text());
    }
  }

  @Test
  void methodsAndClassesAreFoundBehindOtherAnnotations() {
    assertThat(
            Showing.in(
                "OneIT",
                """
                @%1$s("SYN-01")
                @Other({"x", "y"})
                final class OneIT {
                  @Test
                  @%1$s({"SYN-02", "DIF-01"})
                  void order() throws Exception {
                """
                    .formatted("Behaviour")))
        .containsExactly(
            new Showing("SYN-01", "OneIT"),
            new Showing("SYN-02", "OneIT.order"),
            new Showing("DIF-01", "OneIT.order"));
  }
}
