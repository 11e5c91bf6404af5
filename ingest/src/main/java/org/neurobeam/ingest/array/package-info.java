/**
 * Arrays of numpy ({@code .npy}) on disk, of any size, in C or Fortran order.
 *
 * <p>What enters: a store and a path. What leaves: shapes, and blocks of rows or columns as float32 or float64. Object
 * arrays, which carry code, are refused. May import: schemas.
 */
package org.neurobeam.ingest.array;
