/// Which Application a live object belongs to: the marks that a target gets and how they are read
/// again. It does not look for objects and does not judge whether they differ.
@NullMarked
package io.tiphys.engine.tracking;

import org.jspecify.annotations.NullMarked;
