package io.tiphys.bench.rbac;

import io.tiphys.apiserver.operation.Rights;
import io.tiphys.apiserver.rbac.Asker;
import io.tiphys.apiserver.rbac.Policy;
import io.tiphys.apiserver.rbac.PolicyRights;
import io.tiphys.apiserver.rbac.Projects;
import io.tiphys.apiserver.rbac.RbacSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Decisions by a policy of 503 lines that all hold for the one who asks, and the filter of a list
/// of 1,000 Applications.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PolicyBenchmark {

  private static final int TEAMS = 250;

  private final Rights rights = rights();
  private final Predicate<String> readable = rights.objects("applications", "get");
  private final List<String> applications =
      IntStream.range(0, 1000).mapToObj(it -> "team-" + it % 500 + "/web-" + it).toList();

  private static Rights rights() {
    String policy =
        IntStream.range(0, TEAMS)
                .mapToObj(it ->
                    """
                    p, role:dev, applications, get, team-%d/*, allow
                    p, role:dev, applications, action/apps/*, *-%d/web, allow
                    """
                        .formatted(it, it))
                .collect(Collectors.joining())
            + """
            p, role:dev, applications, get, team-1/secret-*, deny
            p, role:dev, applications, get, "*/{open,public}", allow
            g, alice, role:dev
            """;
    var compiled = Policy.compile(RbacSettings.of(Map.of("policy.csv", policy)));
    if (!(compiled instanceof Policy.Result.Good(var good, var hints))) {
      throw new IllegalStateException(compiled.toString());
    }
    return new PolicyRights(good, Projects.NONE, new Asker.Known("alice", List.of("staff")));
  }

  @Benchmark
  public boolean allowed() {
    return rights.allow("applications", "get", "team-249/web");
  }

  @Benchmark
  public boolean denied() {
    return rights.allow("applications", "get", "team-999/web");
  }

  /// Each line is tried: the action has names in it, so nothing is compiled for it.
  @Benchmark
  public boolean deniedActionOnOneObject() {
    return rights.allow("applications", "action/apps/Deployment/restart", "team-999/db");
  }

  @Benchmark
  public long listOfThousand() {
    return applications.stream().filter(readable).count();
  }
}
