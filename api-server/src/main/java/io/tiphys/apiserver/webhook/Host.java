package io.tiphys.apiserver.webhook;

import io.tiphys.apiserver.webhook.WebhookEvent.Refused;
import java.util.Optional;
import java.util.function.Function;

/// One kind of Git host, and how its deliveries are to be taken
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/webhook/).
interface Host {

  /// Whether the headers are those of this host.
  boolean sent(Delivery delivery);

  /// Looks at the headers and the proof, before anything of the body is believed.
  ///
  /// @return why it is not taken; none when it is
  Optional<Refused> refusal(Delivery delivery, WebhookSecrets secrets);

  /// Whether it is a ping, which has no body to be read.
  default boolean isPing(Delivery delivery) {
    return false;
  }

  /// What a body says that is believed.
  WebhookEvent read(Delivery delivery, Payload payload);

  static Optional<Refused> unknownEvent() {
    return Optional.of(Refused.malformed("event not defined to be parsed"));
  }

  /// Looks for an HMAC where there is a secret.
  ///
  /// @param header that the signature is in
  /// @param isSigned whether its value is right
  static Optional<Refused> signed(
      Delivery delivery, String secret, String header, Function<String, Boolean> isSigned) {
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    if (!delivery.has(header)) {
      return Optional.of(Refused.forged("missing " + header + " Header"));
    }
    return isSigned.apply(delivery.header(header))
        ? Optional.empty()
        : Optional.of(Refused.forged("HMAC verification failed"));
  }

  static String withoutPrefix(String prefix, String text) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }
}
