/// One sync as a value: the plan with its phases and waves, and the machine that says what comes
/// next after everything that was recorded. It touches no cluster, reads no clock and holds no
/// state of its own.
@NullMarked
package io.tiphys.engine.sync;

import org.jspecify.annotations.NullMarked;
