/// What the controller knows of the clusters, for whoever shows it: whether they answer, their
/// version, how much is cached of them.
///
/// Connects to no cluster, and knows nobody's credentials.
@NullMarked
package io.tiphys.exchange.cluster;

import org.jspecify.annotations.NullMarked;
