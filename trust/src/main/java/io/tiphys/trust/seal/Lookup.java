package io.tiphys.trust.seal;

/// What a cache knows about a key.
public sealed interface Lookup {

  /// The value that this installation has put there. The array is shared: do not change it.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Hit(byte[] value) implements Lookup {}

  /// There is none, or Redis cannot be asked now.
  record Miss() implements Lookup {}

  /// There is an entry which this installation did not write. It was logged and counted; go on as
  /// with a miss.
  record Forged() implements Lookup {}
}
