package io.tiphys.exchange.repo;

/// How new an answer has to be.
public enum Freshness {
  /// The revision that was resolved a short while ago will do.
  RECENT,
  /// The revision is resolved anew: somebody asked for a refresh.
  LATEST,
  /// And rendered anew, whatever is cached: a hard refresh.
  HARD
}
