/// Names, labels and values as dashboards read them.
///
/// Does not test what a service measures.
@NullMarked
package io.tiphys.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
