/// Helm repositories and OCI registries: whether they can be reached, and what they hold. It
/// fetches no chart and renders none.
@NullMarked
package io.tiphys.reposerver.chart;

import org.jspecify.annotations.NullMarked;
