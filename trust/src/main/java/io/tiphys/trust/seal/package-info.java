/// A cache in Redis whose entries nobody else can write: each carries a MAC of the installation.
///
/// Does not keep anything secret (entries are readable), and does not know what the entries are.
@NullMarked
package io.tiphys.trust.seal;

import org.jspecify.annotations.NullMarked;
