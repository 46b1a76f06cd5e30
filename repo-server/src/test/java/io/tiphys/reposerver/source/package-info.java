@NullMarked
package io.tiphys.reposerver.source;

import org.jspecify.annotations.NullMarked;
