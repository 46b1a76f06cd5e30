/// Repositories as clients manage them: registered, tested, looked into. It reads no repository
/// itself; the repo server does.
@NullMarked
package io.tiphys.apiserver.repository;

import org.jspecify.annotations.NullMarked;
