/// How a live object is doing, and an Application by its objects. It knows no cluster: what an
/// object says of itself is all it looks at.
@NullMarked
package io.tiphys.engine.health;

import org.jspecify.annotations.NullMarked;
