/// Tests of what happens in a turn.
@NullMarked
package io.tiphys.controller.reconcile;

import org.jspecify.annotations.NullMarked;
