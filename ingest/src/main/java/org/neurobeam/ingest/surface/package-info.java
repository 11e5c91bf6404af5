/**
 * Surface and grayordinate files: GIFTI (func, surf, shape, label) and CIFTI-2 (dtseries, dscalar, ptseries, dlabel,
 * dconn).
 *
 * <p>What enters: a file of a {@link org.neurobeam.schemas.io.DataStore}, plain or gzipped (told by content). What
 * leaves: {@link org.neurobeam.ingest.surface.GiftiFile} with all its arrays,
 * {@link org.neurobeam.ingest.surface.CiftiFile} with its two axes and a stream of its matrix, and the object that
 * inspection prints for either. Damaged files are {@link org.neurobeam.schemas.error.DataException}s that name the
 * place; nothing outside the store is ever opened.
 *
 * <p>May import: schemas, Jackson, the JDK's XML stream reader. NIfTI volumes are read elsewhere; the few fields of the
 * NIfTI-2 header that CIFTI needs are read here.
 */
package org.neurobeam.ingest.surface;
