package io.tiphys.bench.load;

import java.util.concurrent.atomic.DoubleAccumulator;

/// The most memory that the product had while this was open, looked at twenty times a second.
final class Peak implements AutoCloseable {

  private final DoubleAccumulator most = new DoubleAccumulator(Math::max, 0);
  private final Thread thread;

  Peak(Product product) {
    thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (true) {
                  most.accumulate(product.pssMebibytes());
                  Thread.sleep(50);
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  double mebibytes() {
    return most.get();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
