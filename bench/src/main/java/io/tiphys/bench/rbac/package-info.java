/// What a decision about a caller's rights costs. It says nothing about whether it is right.
@NullMarked
package io.tiphys.bench.rbac;

import org.jspecify.annotations.NullMarked;
