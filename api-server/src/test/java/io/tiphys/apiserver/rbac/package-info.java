/// Tests of who may do what.
@NullMarked
package io.tiphys.apiserver.rbac;

import org.jspecify.annotations.NullMarked;
