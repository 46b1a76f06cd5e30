/// A directory of secrets that several processes make and share.
///
/// Does not know what the secrets are.
@NullMarked
package io.tiphys.trust.directory;

import org.jspecify.annotations.NullMarked;
