/// The listener and the plain HTTP endpoints. It knows nothing of Applications.
@NullMarked
package io.tiphys.apiserver.web;

import org.jspecify.annotations.NullMarked;
