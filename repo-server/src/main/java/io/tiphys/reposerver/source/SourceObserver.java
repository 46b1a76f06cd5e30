package io.tiphys.reposerver.source;

import java.time.Duration;

/// Is told of each conversation with a remote; metrics are made of it.
public interface SourceObserver {

  /// A listing of refs or a fetch ended.
  ///
  /// @param repository the URL, without credentials
  void asked(Request request, String repository, Duration duration);

  /// One of them failed.
  ///
  /// @param revision what was wanted; empty when refs were listed
  void failed(Request request, String repository, String revision);

  /// A conversation, by the name that the metrics give it.
  enum Request {
    LS_REMOTE("ls-remote"),
    FETCH("fetch");

    private final String label;

    Request(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /// For those who do not count.
  SourceObserver NONE =
      new SourceObserver() {
        @Override
        public void asked(Request request, String repository, Duration duration) {}

        @Override
        public void failed(Request request, String repository, String revision) {}
      };
}
