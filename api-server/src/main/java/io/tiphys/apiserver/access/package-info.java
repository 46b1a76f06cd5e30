/// Who calls, proved by a token, and what they may do for as long as the call lasts. It makes no
/// tokens and writes nothing.
@NullMarked
package io.tiphys.apiserver.access;

import org.jspecify.annotations.NullMarked;
