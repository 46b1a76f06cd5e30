/// Tests of this package.
@NullMarked
package io.tiphys.controller.status;

import org.jspecify.annotations.NullMarked;
