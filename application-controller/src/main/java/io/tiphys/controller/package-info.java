/// The application controller: it keeps clusters as Git says. Start at `ApplicationController`,
/// then `reconcile.Reconciler`, which reads like a table of contents. It renders nothing (the repo
/// server does) and judges nothing (the engine does).
@NullMarked
package io.tiphys.controller;

import org.jspecify.annotations.NullMarked;
