/// Entries that are ours and entries that are not, in a real Redis.
///
/// Does not test Redis itself.
@NullMarked
package io.tiphys.trust.seal;

import org.jspecify.annotations.NullMarked;
