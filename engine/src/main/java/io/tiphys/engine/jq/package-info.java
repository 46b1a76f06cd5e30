/// Runs jq expressions that tenants wrote, within limits of steps, memory, depth and time, in the
/// caller's thread. It reads no file, clock or environment.
@NullMarked
package io.tiphys.engine.jq;

import org.jspecify.annotations.NullMarked;
