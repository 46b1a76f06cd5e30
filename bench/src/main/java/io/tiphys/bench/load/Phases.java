package io.tiphys.bench.load;

import java.util.Map;

/// Measures the phases one after the other.
final class Phases {

  private final Product product;
  private final Map<String, Object> figures;

  /// What happens in a phase; it returns when its end is seen.
  interface Work {
    void run() throws Exception;
  }

  /// @param figures gets `NAME_s` and `NAME_cpu_s` of each phase
  Phases(Product product, Map<String, Object> figures) {
    this.product = product;
    this.figures = figures;
  }

  void run(String name, Work work) throws Exception {
    AppsBenchmark.say(name);
    double cpu = product.cpuSeconds();
    long start = System.nanoTime();
    work.run();
    double seconds = rounded((System.nanoTime() - start) / 1e9);
    double used = rounded(product.cpuSeconds() - cpu);
    figures.put(name + "_s", seconds);
    figures.put(name + "_cpu_s", used);
    AppsBenchmark.say("  %s s, %s CPU s".formatted(seconds, used));
  }

  static double rounded(double number) {
    return Math.round(number * 100) / 100.0;
  }
}
