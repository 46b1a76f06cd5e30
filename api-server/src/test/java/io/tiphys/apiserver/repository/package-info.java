@NullMarked
package io.tiphys.apiserver.repository;

import org.jspecify.annotations.NullMarked;
