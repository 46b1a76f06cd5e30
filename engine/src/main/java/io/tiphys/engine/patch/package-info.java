/// The patches that Kubernetes understands: what `kubectl apply` would send for an object, and what
/// each kind of patch makes of one. It sends nothing.
@NullMarked
package io.tiphys.engine.patch;

import org.jspecify.annotations.NullMarked;
