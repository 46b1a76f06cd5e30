@NullMarked
package io.tiphys.reposerver.render.glob;

import org.jspecify.annotations.NullMarked;
