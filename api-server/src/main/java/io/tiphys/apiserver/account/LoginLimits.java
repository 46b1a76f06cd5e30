package io.tiphys.apiserver.account;

import java.time.Duration;
import java.util.Map;

/// How often somebody may be wrong.
///
/// @param failures after so many an account is not let in (`ARGOCD_SESSION_FAILURE_MAX_FAIL_COUNT`)
/// @param window for so long (`ARGOCD_SESSION_FAILURE_WINDOW_SECONDS`); zero for ever
/// @param remembered accounts whose failures are kept (`ARGOCD_SESSION_MAX_CACHE_SIZE`)
/// @param concurrent logins at the same time (`ARGOCD_MAX_CONCURRENT_LOGIN_REQUESTS_COUNT`, over
///   `ARGOCD_API_SERVER_REPLICAS`); 0 for any number
/// @param answer every refusal takes this long at least, whatever its reason
public record LoginLimits(
    int failures, Duration window, int remembered, int concurrent, Duration answer) {

  private static final Duration ANSWER = Duration.ofMillis(500);

  public static final LoginLimits DEFAULT = of(Map.of());

  /// @param env what is no number, or too small, is as if it were not there
  public static LoginLimits of(Map<String, String> env) {
    int replicas = number(env, "ARGOCD_API_SERVER_REPLICAS", 1, 1);
    int concurrent = number(env, "ARGOCD_MAX_CONCURRENT_LOGIN_REQUESTS_COUNT", 50, 0);
    return new LoginLimits(
        number(env, "ARGOCD_SESSION_FAILURE_MAX_FAIL_COUNT", 5, 1),
        Duration.ofSeconds(number(env, "ARGOCD_SESSION_FAILURE_WINDOW_SECONDS", 300, 0)),
        number(env, "ARGOCD_SESSION_MAX_CACHE_SIZE", 10_000, 1),
        concurrent == 0 ? 0 : Math.max(1, concurrent / replicas),
        ANSWER);
  }

  LoginLimits withAnswer(Duration other) {
    return new LoginLimits(failures, window, remembered, concurrent, other);
  }

  private static int number(Map<String, String> env, String name, int fallback, int least) {
    try {
      int number = Integer.parseInt(env.getOrDefault(name, "").strip());
      return number < least ? fallback : number;
    } catch (NumberFormatException e) {
      return fallback;
    }
  }
}
