package io.tiphys.reposerver.render;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Exactly what a render reads of a commit. Two commits with equal closures give equal manifests,
/// the other parameters being equal.
///
/// What a render looks for and does not find is not kept: where such a file appears, the closure of
/// that commit has it.
///
/// @param reads real path from the repository's root to Git's object id; a directory stands for
///   everything in it
/// @param unbounded true when the render also reads what no commit tells, such as a remote base: a
///   result may be kept for a short time only
public record Closure(SortedMap<String, String> reads, boolean unbounded) {

  public Closure {
    reads = Collections.unmodifiableSortedMap(new TreeMap<>(reads));
  }
}
