/// Which keys wait to be handled, and by how many at once. A queue carries keys, never what
/// happened: who handles a key reads the world anew. It does not know what a key names.
@NullMarked
package io.tiphys.controller.queue;

import org.jspecify.annotations.NullMarked;
