@NullMarked
package io.tiphys.reposerver;

import org.jspecify.annotations.NullMarked;
