package org.neurobeam.ingest.vocabulary;

/**
 * Where a cell body lies in the hermaphrodite atlas, in um; a side cannot be read from it, since six classes have the
 * sign of z reversed.
 *
 * @param xUm dorso-ventral, dorsal positive
 * @param yUm antero-posterior
 * @param zUm left-right, left positive but for ALM, BDU, HSN, PDE, PVD and SDQ
 * @see <a href="https://doi.org/10.1186/s12859-022-04738-3">Skuhersky et al. 2022</a>
 */
public record AtlasPosition(double xUm, double yUm, double zUm) {}
