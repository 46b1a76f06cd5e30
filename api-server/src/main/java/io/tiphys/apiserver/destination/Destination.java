package io.tiphys.apiserver.destination;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.engine.schema.Schema;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Impersonation;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.discovery.ApiResource;
import io.tiphys.kube.discovery.ApiResources;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.settings.ClusterEntry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// One cluster for the length of a call. Its connections stay until it is closed, even if the
/// cluster's registration changes meanwhile.
public final class Destination implements AutoCloseable {

  private final ClusterEntry entry;
  private final SharedCluster cluster;
  private final KubeClient kube;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  Destination(ClusterEntry entry, SharedCluster cluster) {
    this(entry, cluster, cluster.client());
  }

  private Destination(ClusterEntry entry, SharedCluster cluster, KubeClient kube) {
    this.entry = entry;
    this.cluster = cluster;
    this.kube = kube;
  }

  /// The same, asked in another's name; to be closed instead of this one.
  public Destination impersonating(Impersonation other) {
    return new Destination(entry, cluster, kube.impersonating(other));
  }

  public ClusterEntry entry() {
    return entry;
  }

  /// Shared with others: not to be closed. [#check(Answer)] makes a refusal of its refusals.
  public KubeClient kube() {
    return kube;
  }

  /// How a kind is addressed. What is not known yet is looked up again, not more than once in some
  /// seconds.
  ///
  /// @param kind with an empty version for the one that the cluster prefers
  /// @throws Refusal NOT_FOUND when the cluster does not serve the kind, UNAVAILABLE when it cannot
  ///   be asked
  public ApiResource resource(GroupVersionKind kind) {
    return cluster.kinds().find(kind, this::check);
  }

  /// All kinds, not older than some minutes.
  ///
  /// @throws Refusal UNAVAILABLE when the cluster cannot be asked
  public ApiResources resources() {
    return cluster.kinds().all(this::check);
  }

  /// What the cluster publishes of a kind's fields; nothing when it cannot be read.
  public Optional<Schema> schema(GroupVersionKind kind) {
    return cluster.schemas().of(kind);
  }

  /// The body of a success.
  ///
  /// @throws Refusal what the cluster said, as [Refusal#of(Answer)]; but a cluster that does not
  ///   accept the registered credentials says nothing about the caller's: FAILED_PRECONDITION
  public byte[] check(Answer answer) {
    return switch (answer) {
      case Answer.Ok(var code, var body) -> body;
      case Answer.Refused(var code, var reason, var message) when code == 401 ->
          throw Refusal.precondition(
              "cluster "
                  + entry.name()
                  + " does not accept the registered credentials: "
                  + message);
      case Answer.Refused refused -> throw Refusal.of(refused);
      case Answer.Unreachable unreachable -> throw Refusal.of(unreachable);
    };
  }

  @Override
  public void close() {
    if (!isClosed.getAndSet(true)) {
      cluster.release();
    }
  }
}
