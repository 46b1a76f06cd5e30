package io.tiphys.trust.seal;

import java.time.Duration;

/// Is told what the cache does, for metrics.
public interface CacheListener {

  /// A listener that nobody listens to.
  CacheListener NONE =
      new CacheListener() {
        @Override
        public void requested(String command, boolean failed, Duration took) {}

        @Override
        public void forged(String key) {}
      };

  /// Redis was asked.
  ///
  /// @param command its lower-case name, such as `get`
  /// @param failed whether there was no answer
  void requested(String command, boolean failed, Duration took);

  /// An entry was found that this installation did not write.
  void forged(String key);
}
