package io.tiphys.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisMetricsTest {

  private final Metrics metrics = new Metrics();

  @Test
  void theControllerNamesItsReplica() {
    var redis = RedisMetrics.ofController(metrics, "controller-0");
    redis.requested("get", false, Duration.ofMillis(20));
    redis.requested("set", true, Duration.ofMillis(20));
    redis.forged();

    assertThat(Scrape.lines(metrics, "argocd_redis_request_total"))
        .containsExactlyInAnyOrder(
            "argocd_redis_request_total{command=\"get\",failed=\"false\",hostname=\"controller-0\",initiator=\"argocd-application-controller\"} 1.0",
            "argocd_redis_request_total{command=\"set\",failed=\"true\",hostname=\"controller-0\",initiator=\"argocd-application-controller\"} 1.0");
    assertThat(Scrape.lines(metrics, "argocd_redis_request_duration_count"))
        .containsExactly(
            "argocd_redis_request_duration_count{hostname=\"controller-0\",initiator=\"argocd-application-controller\"} 2");
    assertThat(Scrape.lines(metrics, "tiphys_redis_forged_total"))
        .containsExactly("tiphys_redis_forged_total 1.0");
  }

  @Test
  void theRepoServerHasAnotherHistogram() {
    RedisMetrics.ofRepoServer(metrics).requested("get", false, Duration.ofMillis(300));

    assertThat(Scrape.lines(metrics, "argocd_redis_request_duration_seconds_bucket"))
        .contains(
            "argocd_redis_request_duration_seconds_bucket{initiator=\"argocd-repo-server\",le=\"0.25\"} 0",
            "argocd_redis_request_duration_seconds_bucket{initiator=\"argocd-repo-server\",le=\"0.5\"} 1");
  }

  @Test
  void theApiServerHasNoReplica() {
    RedisMetrics.ofApiServer(metrics).requested("get", false, Duration.ofMillis(300));

    assertThat(Scrape.lines(metrics, "argocd_redis_request_total"))
        .containsExactly(
            "argocd_redis_request_total{command=\"get\",failed=\"false\",initiator=\"argocd-server\"} 1.0");
  }
}
