/// The destination clusters as the API's operations reach them: a shared connection to each, and
/// what kinds it serves. It watches and keeps no objects, and knows nothing of who may do what.
@NullMarked
package io.tiphys.apiserver.destination;

import org.jspecify.annotations.NullMarked;
