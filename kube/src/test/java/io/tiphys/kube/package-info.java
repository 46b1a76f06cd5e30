/// What the tests of all rooms use. It tests nothing.
@NullMarked
package io.tiphys.kube;

import org.jspecify.annotations.NullMarked;
