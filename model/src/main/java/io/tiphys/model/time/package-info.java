/// Durations as Go writes them in settings and manifests. It does not read a clock.
@NullMarked
package io.tiphys.model.time;

import org.jspecify.annotations.NullMarked;
