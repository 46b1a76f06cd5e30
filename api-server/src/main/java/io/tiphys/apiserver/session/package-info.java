/// Sessions: how they begin and end, and which have ended before their time. It does not know what
/// a session's owner may do.
@NullMarked
package io.tiphys.apiserver.session;

import org.jspecify.annotations.NullMarked;
