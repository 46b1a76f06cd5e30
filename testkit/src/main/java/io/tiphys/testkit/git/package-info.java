/// Real Git repositories for tests, reachable as files, over HTTPS with users and over SSH with
/// keys, and remotes that hang. It asserts nothing.
@NullMarked
package io.tiphys.testkit.git;

import org.jspecify.annotations.NullMarked;
