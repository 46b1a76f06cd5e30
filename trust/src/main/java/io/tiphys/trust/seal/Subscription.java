package io.tiphys.trust.seal;

/// A channel that is listened to until this is closed.
public interface Subscription extends AutoCloseable {
  @Override
  void close();
}
