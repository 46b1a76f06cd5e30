/// Says whether a live object is what its target asks for, and what it would be after an apply. It
/// does not know what an Application is, and changes nothing.
@NullMarked
package io.tiphys.engine.diff;

import org.jspecify.annotations.NullMarked;
