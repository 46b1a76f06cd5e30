package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is forbidden is refused with as much work as what is not there, so that time tells nothing:
/// as many requests to Kubernetes, to the repo server, to destinations and to Redis.
class AbsentCostsTheSameIT {

  @RegisterExtension static final SharedProjects projects = new SharedProjects();

  private static final Pattern READS =
      Pattern.compile("cmdstat_(?:get|mget|hget|hmget|exists|subscribe):calls=(\\d+)");

  /// The server does something of its own now and then.
  private static final int ATTEMPTS = 4;

  /// How often others were asked for something.
  private record Work(int kubernetes, int repoServer, int destinations, long redis) {

    static Work done() {
      var world = projects.world();
      Matcher reads = READS.matcher(world.redis.command("INFO commandstats"));
      long sum = 0;
      while (reads.find()) {
        sum += Long.parseLong(reads.group(1));
      }
      return new Work(
          world.homeCalls.get(), world.repoServer.calls(), world.clusterCalls.get(), sum);
    }

    Work since(Work before) {
      return new Work(
          kubernetes - before.kubernetes,
          repoServer - before.repoServer,
          destinations - before.destinations,
          redis - before.redis);
    }
  }

  private static Work of(MethodDescriptor<?, ?> method, Message request) {
    var before = Work.done();
    var unused = projects.world().reader.ask(method, request, Duration.ofSeconds(5));
    return Work.done().since(before);
  }

  private static List<MethodDescriptor<?, ?>> operations() {
    return AnyClient.methods().stream()
        .filter(method -> method.getType().serverSendsOneMessage())
        .filter(method -> !method.getFullMethodName().startsWith("session."))
        .toList();
  }

  @Test
  void inRequestsToOthers() {
    var world = projects.world();
    for (Aim aim : Aim.atApplications(world).subList(0, 4)) {
      for (MethodDescriptor<?, ?> method : operations()) {
        var forbidden = of(method, aim.requests().of(method));
        var absent = of(method, aim.atNothing(world).of(method));
        for (int i = 1; !forbidden.equals(absent) && i < ATTEMPTS; i++) {
          forbidden = of(method, aim.requests().of(method));
          absent = of(method, aim.atNothing(world).of(method));
        }
        assertThat(forbidden).as(method.getFullMethodName() + " " + aim.name()).isEqualTo(absent);
        assertThat(forbidden.destinations()).isZero();
      }
    }
  }
}
