/// Tests of tokens.
@NullMarked
package io.tiphys.apiserver.token;

import org.jspecify.annotations.NullMarked;
