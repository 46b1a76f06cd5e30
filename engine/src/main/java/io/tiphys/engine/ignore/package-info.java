/// Leaves out of a comparison what users say does not count: `ignoreDifferences` of Applications
/// and of the installation, and fields whose change is no news (`ignoreResourceUpdates`). It does
/// not compare.
@NullMarked
package io.tiphys.engine.ignore;

import org.jspecify.annotations.NullMarked;
