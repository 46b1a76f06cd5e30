/// Tests of what ends a session.
@NullMarked
package io.tiphys.apiserver.session;

import org.jspecify.annotations.NullMarked;
