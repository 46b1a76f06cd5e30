@NullMarked
package io.tiphys.reposerver.serve;

import org.jspecify.annotations.NullMarked;
