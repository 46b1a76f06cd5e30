/// Tests of the custom resource definitions.
@NullMarked
package io.tiphys.model.crds;

import org.jspecify.annotations.NullMarked;
