package io.tiphys.controller.reconcile;

import io.tiphys.controller.compare.AppComparison;
import io.tiphys.controller.compare.Comparer;
import io.tiphys.controller.compare.Digest;
import io.tiphys.controller.compare.TargetIndex;
import io.tiphys.controller.compare.Verdict;
import io.tiphys.controller.sync.OperationMemory;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What this process remembers of one Application between its turns. All of it can be lost at any
/// time.
final class AppMemory {

  /// Held during a turn: the refresh queue and the operation queue never handle an Application at
  /// once.
  final ReentrantLock turn = new ReentrantLock();

  final Comparer comparer = new Comparer();

  final Rewriting rewriting = new Rewriting();

  /// What Git asked for the last time; null when it was not asked, or did not answer well.
  @Nullable Wanted wanted;

  /// What was last found out of two revisions; null for nothing.
  @Nullable SameContent sameContent;

  /// What was found the last time.
  @Nullable AppComparison comparison;

  /// What is run when the Application ends, if [#wanted] does not say.
  @Nullable TargetIndex ending;

  /// The operation that runs.
  @Nullable OperationMemory operation;

  /// Whether it waited in its last turn, and that was all.
  volatile boolean waits;

  /// Digest of what was rendered for it; empty when nothing was.
  String rendered = "";

  /// The project and the cluster that the last turn stood on.
  volatile String project = "";

  volatile String server = "";

  /// When Git is to be asked again.
  Instant nextRefresh = Instant.MIN;

  /// When everything is to be rendered anew.
  Instant nextHardRefresh = Instant.MAX;

  /// Since when the repo server gives no manifests; null while it does.
  @Nullable Instant repoErrorSince;

  /// How often in a row the status could not be written.
  int unwritten;

  /// With how many entries its status did not fit.
  int tooLarge = Integer.MAX_VALUE;

  /// The objects that the last comparison found in that health.
  List<ResourceKey> inHealth(String status) {
    AppComparison last = comparison;
    if (last == null) {
      return List.of();
    }
    return last.verdicts().stream()
        .filter(it -> !it.isHook() && !it.isIgnoredInHealth())
        .filter(it -> it.health().map(health -> health.code().text()).orElse("").equals(status))
        .map(Verdict::key)
        .toList();
  }

  /// What Git asked for.
  ///
  /// @param basis what it was asked with; another one is another question
  /// @param rendered digest of the manifests as they came
  /// @param index placed and marked
  /// @param revisions that it stands for
  /// @param renderedAt those that it was rendered at: earlier ones, when the newer ones change
  ///   nothing that the Application says it is made of
  record Wanted(
      Object basis,
      Digest rendered,
      TargetIndex index,
      List<String> revisions,
      List<String> renderedAt,
      List<String> sourceTypes) {

    Wanted at(List<String> newer) {
      return newer.equals(revisions)
          ? this
          : new Wanted(basis, rendered, index, newer, renderedAt, sourceTypes);
    }
  }

  /// Whether two revisions differ in what the Application says it is made of.
  record SameContent(List<String> paths, List<String> before, List<String> after, boolean isSame) {}
}
