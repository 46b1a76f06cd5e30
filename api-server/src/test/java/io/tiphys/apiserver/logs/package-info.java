@NullMarked
package io.tiphys.apiserver.logs;

import org.jspecify.annotations.NullMarked;
