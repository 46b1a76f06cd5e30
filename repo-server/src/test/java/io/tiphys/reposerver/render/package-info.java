@NullMarked
package io.tiphys.reposerver.render;

import org.jspecify.annotations.NullMarked;
