package org.neurobeam.encoders.linear;

import org.neurobeam.encoders.ridge.Criterion;

/**
 * How candidates are compared.
 *
 * @param criterion what the chosen candidate maximises
 * @param intercept whether X and Y are centred by the means of the training rows
 */
public record SelectionRule(Criterion criterion, boolean intercept) {}
