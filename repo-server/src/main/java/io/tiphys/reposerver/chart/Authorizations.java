package io.tiphys.reposerver.chart;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands in `Authorization`, and in `WWW-Authenticate`.
final class Authorizations {

  private static final Pattern PARAMETER = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

  private Authorizations() {}

  static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  static String bearer(String token) {
    return "Bearer " + token;
  }

  static boolean isBearer(String challenge) {
    return challenge.regionMatches(true, 0, "Bearer ", 0, 7);
  }

  /// `realm`, `service` and `scope` of a challenge.
  static Map<String, String> parameters(String challenge) {
    var parameters = new HashMap<String, String>();
    Matcher matcher = PARAMETER.matcher(challenge);
    while (matcher.find()) {
      parameters.put(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2));
    }
    return parameters;
  }
}
