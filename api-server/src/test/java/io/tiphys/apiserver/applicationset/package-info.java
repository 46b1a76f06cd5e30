@NullMarked
package io.tiphys.apiserver.applicationset;

import org.jspecify.annotations.NullMarked;
