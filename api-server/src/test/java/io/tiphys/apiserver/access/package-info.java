/// Tests of who is let in, against a real API server.
@NullMarked
package io.tiphys.apiserver.access;

import org.jspecify.annotations.NullMarked;
