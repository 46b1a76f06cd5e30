package io.tiphys.apiserver.webhook;

import io.tiphys.settings.SecretValues;

/// The secrets of `argocd-secret` that hosts prove themselves with; empty ones are not asked for.
/// Never printed.
record WebhookSecrets(
    String gitHub,
    String gitLab,
    String bitbucketUuid,
    String bitbucketServer,
    String gogs,
    String azureUsername,
    String azurePassword) {

  static final WebhookSecrets NONE = new WebhookSecrets("", "", "", "", "", "", "");

  static WebhookSecrets of(SecretValues secrets) {
    return new WebhookSecrets(
        value(secrets, "webhook.github.secret"),
        value(secrets, "webhook.gitlab.secret"),
        value(secrets, "webhook.bitbucket.uuid"),
        value(secrets, "webhook.bitbucketserver.secret"),
        value(secrets, "webhook.gogs.secret"),
        value(secrets, "webhook.azuredevops.username"),
        value(secrets, "webhook.azuredevops.password"));
  }

  private static String value(SecretValues secrets, String key) {
    return secrets.get(key).map(secrets::resolve).orElse("");
  }

  @Override
  public String toString() {
    return "WebhookSecrets";
  }
}
