/// Real servers for tests: a control plane, Git, Redis. Nothing here imitates a product, and
/// nothing of Tiphys is used.
@NullMarked
package io.tiphys.testkit;

import org.jspecify.annotations.NullMarked;
