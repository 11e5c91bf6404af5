/**
 * Beam shells: stores on any Beam file system, coders, and running a pipeline with progress.
 *
 * <p>What enters: recordings and tiles named by strings. What leaves: files written whole by the workers. Every unit of
 * work writes its own files and moves them into place when they are complete, so that a retried bundle, another runner
 * or another parallelism gives the same bytes. May import: Beam, and the science modules.
 */
package org.neurobeam.pipelines.beam;
