@NullMarked
package io.tiphys.apiserver.repocreds;

import org.jspecify.annotations.NullMarked;
