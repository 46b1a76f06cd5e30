package io.tiphys.apiserver.webhook;

import java.util.List;

/// What a webhook's delivery turned out to be.
sealed interface WebhookEvent {

  /// Refs of a repository have moved.
  ///
  /// @param urls where the repository is, as its host names it: web pages or clone URLs
  /// @param refs which of them
  /// @param changedFiles paths from the repository's root; empty when the delivery does not tell
  ///   all of them
  record Push(List<String> urls, List<PushedRef> refs, List<String> changedFiles)
      implements WebhookEvent {
    public Push {
      urls = List.copyOf(urls);
      refs = List.copyOf(refs);
      changedFiles = List.copyOf(changedFiles);
    }
  }

  /// The host tries whether somebody is there.
  record Ping() implements WebhookEvent {}

  /// Well-formed, but nothing follows from it.
  record Ignored(String why) implements WebhookEvent {}

  /// Not believed, or not understood.
  ///
  /// @param status of HTTP
  /// @param text for whoever sent it; nothing of the delivery or of a secret
  /// @param isForged whether the proof of who sent it is missing or wrong
  record Refused(int status, String text, boolean isForged) implements WebhookEvent {

    static Refused malformed(String text) {
      return new Refused(400, "Webhook processing failed: " + text, false);
    }

    static Refused forged(String text) {
      return new Refused(400, "Webhook processing failed: " + text, true);
    }
  }
}
