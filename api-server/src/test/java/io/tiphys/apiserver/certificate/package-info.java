/// Tests of what browsers and clients are shown.
@NullMarked
package io.tiphys.apiserver.certificate;

import org.jspecify.annotations.NullMarked;
