package io.tiphys.apiserver.webhook;

import io.tiphys.model.time.GoDuration;
import io.tiphys.settings.Settings;
import java.time.Duration;
import java.util.Map;

/// What `argocd-cm` and `argocd-secret` say of webhooks.
///
/// @param maxPayload bytes that a delivery may have (`webhook.maxPayloadSizeMB`)
/// @param jitter refreshes are spread over this time (`webhook.refresh.jitter`)
/// @param jitterThreshold when there are more of them than this
///   (`webhook.refresh.jitter.threshold`)
record WebhookSettings(
    WebhookSecrets secrets, long maxPayload, Duration jitter, int jitterThreshold) {

  private static final int MAX_MEGABYTES = 1024;

  static WebhookSettings of(Settings settings) {
    Map<String, String> data = settings.argocd().data();
    return new WebhookSettings(
        WebhookSecrets.of(settings.secrets()),
        (long) Math.min(number(data, "webhook.maxPayloadSizeMB", 50), MAX_MEGABYTES) << 20,
        GoDuration.parse(data.getOrDefault("webhook.refresh.jitter", "").strip())
            .filter(Duration::isPositive)
            .orElse(Duration.ZERO),
        number(data, "webhook.refresh.jitter.threshold", 10));
  }

  private static int number(Map<String, String> data, String key, int fallback) {
    try {
      int number = Integer.parseInt(data.getOrDefault(key, "").strip());
      return number > 0 ? number : fallback;
    } catch (NumberFormatException e) {
      return fallback;
    }
  }
}
