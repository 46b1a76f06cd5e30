package io.tiphys.reposerver.serve;

import java.time.Duration;

/// Is told what requests cost; metrics are made of it.
public interface ServeObserver {

  /// A tool ran, or files were read, to make manifests.
  void rendered(String repository, Duration duration);

  /// A request began or ended.
  ///
  /// @param change 1 or -1
  void pending(String repository, int change);

  /// A render got its turn.
  void waited(Duration duration);

  /// For those who do not count.
  ServeObserver NONE =
      new ServeObserver() {
        @Override
        public void rendered(String repository, Duration duration) {}

        @Override
        public void pending(String repository, int change) {}

        @Override
        public void waited(Duration duration) {}
      };
}
