/// How Applications are kept and told.
@NullMarked
package io.tiphys.apiserver.application.store;

import org.jspecify.annotations.NullMarked;
