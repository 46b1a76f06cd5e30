package io.tiphys.controller.queue;

import java.time.Duration;

/// Is told what a queue does, for the `workqueue_*` metrics. Called under the queue's lock: it must
/// be quick.
public interface QueueObserver {

  /// Told nothing.
  QueueObserver NONE =
      new QueueObserver() {
        @Override
        public void added(String queue, int depth) {}

        @Override
        public void taken(String queue, int depth, Duration waited) {}

        @Override
        public void done(String queue, Duration took, boolean failed) {}
      };

  void added(String queue, int depth);

  void taken(String queue, int depth, Duration waited);

  void done(String queue, Duration took, boolean failed);
}
