package io.tiphys.bench.engine;

import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Reading and writing one Deployment, the unit that every comparison begins with.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TreeBenchmark {

  private final byte[] deployment =
      """
      {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"default",
       "labels":{"app":"web"},"annotations":{"argocd.argoproj.io/tracking-id":"web:apps/Deployment:default/web"}},
       "spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
        "spec":{"containers":[{"name":"main","image":"registry.example/web:1.0","ports":[{"containerPort":8080,"protocol":"TCP"}],
         "resources":{"requests":{"cpu":"100m","memory":"64Mi"}},"env":[{"name":"A","value":"1"},{"name":"B","value":"2"}]}]}}}}
      """
          .getBytes(StandardCharsets.UTF_8);

  private final Object tree = JsonTree.parseObject(deployment);

  @Benchmark
  public @Nullable Object read() {
    return JsonTree.parse(deployment);
  }

  @Benchmark
  public byte[] write() {
    return JsonTree.write(tree);
  }
}
