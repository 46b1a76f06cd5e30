/// Tests of what connections may do and for how long.
@NullMarked
package io.tiphys.apiserver.web;

import org.jspecify.annotations.NullMarked;
