/// `application.ApplicationService`: what people and tools do with Applications. Comparing and
/// syncing is the controller's; here it is asked for and shown.
@NullMarked
package io.tiphys.apiserver.application;

import org.jspecify.annotations.NullMarked;
