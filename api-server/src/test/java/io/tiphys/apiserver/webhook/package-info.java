@NullMarked
package io.tiphys.apiserver.webhook;

import org.jspecify.annotations.NullMarked;
