/// Credential templates as clients manage them: credentials for all repositories whose URL begins
/// alike. It connects to no repository.
@NullMarked
package io.tiphys.apiserver.repocreds;

import org.jspecify.annotations.NullMarked;
