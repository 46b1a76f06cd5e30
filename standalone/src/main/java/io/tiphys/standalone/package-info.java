/// The launcher of every service, and all of them in one JVM. Start at `Tiphys`. It has no
/// judgement of its own: it reads flags, finds the cluster and a place for data, and starts.
@NullMarked
package io.tiphys.standalone;

import org.jspecify.annotations.NullMarked;
