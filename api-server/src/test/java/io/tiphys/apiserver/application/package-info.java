/// What people do with Applications.
@NullMarked
package io.tiphys.apiserver.application;

import org.jspecify.annotations.NullMarked;
