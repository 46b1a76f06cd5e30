/// How an Application ends: which of its objects go, in which order, what stays and what stands in
/// the way. It deletes nothing.
@NullMarked
package io.tiphys.engine.deletion;

import org.jspecify.annotations.NullMarked;
