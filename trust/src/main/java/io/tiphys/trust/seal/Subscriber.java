package io.tiphys.trust.seal;

/// Hears what is published on a channel. Called on the connection's thread: must be quick.
public interface Subscriber {

  /// A message of this installation. One may be lost while Redis is away, or come twice.
  void received(byte[] message);

  /// The channel is heard from now on: after an outage, what was published meanwhile was not.
  default void connected() {}
}
