/// What is done for one Application when its turn comes: it is refreshed, compared, synced, healed
/// or deleted, and its status is written. Start at `Reconciler`. Each step is done by another room.
@NullMarked
package io.tiphys.controller.reconcile;

import org.jspecify.annotations.NullMarked;
