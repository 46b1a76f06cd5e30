/// An Application's status as Argo CD writes it, from what was found; and the smallest patch that
/// brings it there. It finds nothing out and writes nothing.
@NullMarked
package io.tiphys.controller.status;

import org.jspecify.annotations.NullMarked;
