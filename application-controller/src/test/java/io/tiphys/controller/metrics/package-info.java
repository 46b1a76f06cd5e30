/// What is counted, and under which labels.
@NullMarked
package io.tiphys.controller.metrics;

import org.jspecify.annotations.NullMarked;
