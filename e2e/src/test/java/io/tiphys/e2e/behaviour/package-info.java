/// Keeps `docs/behaviours.md`: which tests show which behaviour. It runs none of them.
@NullMarked
package io.tiphys.e2e.behaviour;

import org.jspecify.annotations.NullMarked;
