/// Metrics with the names and labels that dashboards of Argo CD know.
///
/// Does not decide what a service measures, and serves nothing.
@NullMarked
package io.tiphys.telemetry.metrics;

import org.jspecify.annotations.NullMarked;
