package org.neurobeam.ingest.recipe;

/** What a recipe says of its source, apart from where things are in the files. */
record Credit(
        String title, String species, String citation, String doi, String sourceUrl, String version, Licence licence) {
    /** Nobody is credited, and nothing is allowed. */
    static Credit none() {
        return new Credit("", "", "", "", "", "", Licence.unknown());
    }

    /** As a recipe states it. */
    static Credit of(Recipe recipe) {
        return new Credit(
                recipe.title(),
                recipe.species(),
                recipe.citation(),
                recipe.doi(),
                recipe.sourceUrl(),
                recipe.version(),
                recipe.licence());
    }

    /** The simulator, whose files are in the layout of a recipe. */
    static Credit simulator(Recipe recipe) {
        return new Credit(
                "Simulated in the layout of " + recipe.id(),
                recipe.species(),
                "Neurobeam, simulate calcium",
                "",
                "",
                "",
                new Licence("CC0-1.0", "", true));
    }

    Credit withoutVersion() {
        return new Credit(title, species, citation, doi, sourceUrl, "", licence);
    }

    /** The places of a recipe with this credit. */
    Recipe of(Recipe recipe, String identifiedBy, RecordingKeys recording, Published published, Expected expected) {
        return new Recipe(
                recipe.id(),
                title,
                species,
                citation,
                doi,
                sourceUrl,
                version,
                licence,
                recipe.kind(),
                recipe.format(),
                recipe.vocabulary(),
                recipe.files(),
                recipe.signature(),
                identifiedBy,
                recipe.sha256(),
                recipe.simulatedBy(),
                recording,
                recipe.ids(),
                recipe.units(),
                recipe.traces(),
                recipe.time(),
                recipe.clocks(),
                recipe.behaviour(),
                recipe.annotations(),
                recipe.edges(),
                recipe.setAside(),
                recipe.ignored(),
                published,
                expected);
    }
}
