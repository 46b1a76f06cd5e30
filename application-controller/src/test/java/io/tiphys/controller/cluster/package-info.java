/// Tests of the clusters in use.
@NullMarked
package io.tiphys.controller.cluster;

import org.jspecify.annotations.NullMarked;
