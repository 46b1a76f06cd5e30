/// The live state of Applications, as the controller knows it and the API server shows it: the
/// resource tree and the comparison, in Redis, cut in pieces so that a change costs what changed.
///
/// Does not find out any of it, and decides nobody's access to it.
@NullMarked
package io.tiphys.exchange.state;

import org.jspecify.annotations.NullMarked;
