@NullMarked
package io.tiphys.reposerver.upload;

import org.jspecify.annotations.NullMarked;
