/// Services that know each other, and strangers that are refused.
///
/// Does not test TLS itself.
@NullMarked
package io.tiphys.trust.identity;

import org.jspecify.annotations.NullMarked;
