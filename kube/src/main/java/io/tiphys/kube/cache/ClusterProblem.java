package io.tiphys.kube.cache;

import java.time.Instant;

/// Why nothing can be said of a cluster, and since when.
record ClusterProblem(Instant since, String text) {}
