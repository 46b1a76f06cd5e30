/// Asks the real API server and the real kubectl what they make of an object, and holds the answer
/// of `diff` and `patch` against it.
@NullMarked
package io.tiphys.engine.oracle;

import org.jspecify.annotations.NullMarked;
