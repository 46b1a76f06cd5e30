package io.tiphys.kube.watch;

/// Whether the API server of many watches is there, so that they do not all find out on their own.
public interface Reachability {

  /// Returns when it is worth trying; at once while all is well.
  void await() throws InterruptedException;

  /// A request was not answered.
  void lost(String cause);

  /// A request was answered.
  void reached();
}
