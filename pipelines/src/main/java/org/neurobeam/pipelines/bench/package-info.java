/**
 * Benchmarks of kernels and flows on files from disk.
 *
 * <p>What enters: a file or folder. What leaves: one JSON object with seconds per phase, rates and peak memory. Every
 * benchmark runs the code that the flows run, and repeats it: a figure is that of the fastest round, because other
 * processes and a cold compiler only ever make a round slower. Nothing is kept on disk. May import: ingest, schemas and
 * what tells about this build.
 */
package org.neurobeam.pipelines.bench;
