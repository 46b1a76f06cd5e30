/// Calls as clients make them.
@NullMarked
package io.tiphys.apiserver.gateway;

import org.jspecify.annotations.NullMarked;
