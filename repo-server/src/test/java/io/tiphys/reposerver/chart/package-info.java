@NullMarked
package io.tiphys.reposerver.chart;

import org.jspecify.annotations.NullMarked;
