/// Tests of what all objects have in common.
@NullMarked
package io.tiphys.model.meta;

import org.jspecify.annotations.NullMarked;
