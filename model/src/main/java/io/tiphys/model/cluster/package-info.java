/// Clusters, how to connect to them and what is known of their state. It reads no Secret and
/// connects to nothing.
@NullMarked
package io.tiphys.model.cluster;

import org.jspecify.annotations.NullMarked;
