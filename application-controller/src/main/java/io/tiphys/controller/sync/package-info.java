/// Carries out what the engine decides in a sync: one object at a time, and the operation as a
/// whole, which another process can go on with at any moment. It decides neither order nor outcome.
@NullMarked
package io.tiphys.controller.sync;

import org.jspecify.annotations.NullMarked;
