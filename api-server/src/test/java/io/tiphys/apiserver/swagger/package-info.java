@NullMarked
package io.tiphys.apiserver.swagger;

import org.jspecify.annotations.NullMarked;
