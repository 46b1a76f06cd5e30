/// The public keys that commits may be signed with: listed and kept in their ConfigMap. It verifies
/// no signature, and holds no secret key.
@NullMarked
package io.tiphys.apiserver.gpgkey;

import org.jspecify.annotations.NullMarked;
