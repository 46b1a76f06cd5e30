/// Secrets that a test recognizes wherever they are told, and a server that tells them. It knows
/// nothing of where the product keeps its secrets.
@NullMarked
package io.tiphys.testkit.secret;

import org.jspecify.annotations.NullMarked;
