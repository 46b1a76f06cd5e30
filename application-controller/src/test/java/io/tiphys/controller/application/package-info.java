/// Tests of Applications and projects as they are followed.
@NullMarked
package io.tiphys.controller.application;

import org.jspecify.annotations.NullMarked;
