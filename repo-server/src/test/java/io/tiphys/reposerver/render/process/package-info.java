@NullMarked
package io.tiphys.reposerver.render.process;

import org.jspecify.annotations.NullMarked;
