package io.tiphys.kube.access;

/// How long an answer may take.
enum Patience {
  /// As long as one request may.
  REQUEST,

  /// Any time, but bytes come now and then.
  WATCH,

  /// Any time, and there may be nothing for hours.
  ENDLESS
}
