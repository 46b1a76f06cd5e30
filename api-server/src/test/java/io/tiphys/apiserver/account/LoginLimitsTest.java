package io.tiphys.apiserver.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginLimitsTest {

  @Test
  void hasTheOriginalsDefaultsAndNames() {
    assertThat(LoginLimits.DEFAULT)
        .isEqualTo(new LoginLimits(5, Duration.ofMinutes(5), 10_000, 50, Duration.ofMillis(500)));
    assertThat(
            LoginLimits.of(
                Map.of(
                    "ARGOCD_SESSION_FAILURE_MAX_FAIL_COUNT", "3",
                    "ARGOCD_SESSION_FAILURE_WINDOW_SECONDS", "60",
                    "ARGOCD_SESSION_MAX_CACHE_SIZE", "7",
                    "ARGOCD_MAX_CONCURRENT_LOGIN_REQUESTS_COUNT", "9",
                    "ARGOCD_API_SERVER_REPLICAS", "3")))
        .isEqualTo(new LoginLimits(3, Duration.ofSeconds(60), 7, 3, Duration.ofMillis(500)));
  }

  @Test
  void whatIsNoNumberDoesNotCount() {
    assertThat(
            LoginLimits.of(
                Map.of(
                    "ARGOCD_SESSION_FAILURE_MAX_FAIL_COUNT", "0",
                    "ARGOCD_SESSION_FAILURE_WINDOW_SECONDS", "-1",
                    "ARGOCD_SESSION_MAX_CACHE_SIZE", "many")))
        .isEqualTo(LoginLimits.DEFAULT);
  }
}
