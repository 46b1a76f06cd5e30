@NullMarked
package io.tiphys.apiserver.badge;

import org.jspecify.annotations.NullMarked;
