/// The application controller's metrics, under the names and labels that Argo CD's dashboards and
/// alerts use. It measures, and decides nothing.
@NullMarked
package io.tiphys.controller.metrics;

import org.jspecify.annotations.NullMarked;
