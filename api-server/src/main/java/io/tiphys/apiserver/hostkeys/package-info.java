/// What repository servers prove themselves with: SSH host keys and TLS certificates, listed and
/// kept in their ConfigMaps. It opens no connection, and the server's own certificate is not here.
@NullMarked
package io.tiphys.apiserver.hostkeys;

import org.jspecify.annotations.NullMarked;
