/// A Helm repository and a registry to be asked by tests. It holds no charts, only what is said of
/// them.
@NullMarked
package io.tiphys.testkit.charts;

import org.jspecify.annotations.NullMarked;
