package io.tiphys.testkit.secret;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Secrets that can be recognized in whatever form they are told.
public final class Taint {

  private static final String WORD = "t41nt3dk3y";

  /// As it is, which escapes of JSON and URLs leave, and in base64 behind each number of bytes.
  private static final List<String> FORMS = forms();

  private Taint() {}

  /// A secret for some place, with characters that are written in other ways.
  public static String of(String place) {
    return WORD + "/" + place + "+\"&=é";
  }

  /// One that can be part of a URL.
  public static String plain(String place) {
    return WORD + place;
  }

  private static List<String> forms() {
    var forms = new ArrayList<String>();
    forms.add(WORD);
    for (int before = 0; before < 3; before++) {
      byte[] bytes = (" ".repeat(before) + WORD).getBytes(StandardCharsets.UTF_8);
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
      // the first and the last characters depend on what is beside it
      forms.add(encoded.substring(before == 0 ? 0 : before + 1, encoded.length() - 1));
    }
    return List.copyOf(forms);
  }

  /// The piece of a text that tells one; empty when none does.
  public static Optional<String> in(String text) {
    for (String form : FORMS) {
      int at = text.indexOf(form);
      if (at >= 0) {
        int from = Math.max(0, at - 200);
        return Optional.of(text.substring(from, Math.min(text.length(), at + 80)));
      }
    }
    return Optional.empty();
  }
}
