package org.neurobeam.ingest.calcium.container;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.List;
import java.util.Optional;

/** A group of HDF5. */
class Hdf5Group implements Item.Folder {
    private final Place place;
    private final Group group;

    Hdf5Group(Place place, Group group) {
        this.place = place;
        this.group = group;
    }

    final Place place() {
        return place;
    }

    final Group group() {
        return group;
    }

    @Override
    public List<String> names() {
        return place.read(() -> List.copyOf(group.getChildren().keySet()));
    }

    @Override
    public Optional<Item> child(String name) {
        int at = name.lastIndexOf('@');
        if (at >= 0 && place.read(() -> group.getChild(name)) == null) {
            String member = name.substring(0, at);
            Optional<Node> owner = member.isEmpty() ? Optional.of(group) : member(member);
            return owner.flatMap(node -> attribute(place.in(name), node, name.substring(at + 1)));
        }
        return member(name).map(node -> item(place.in(name), node));
    }

    /** The member itself, links followed; a broken one is a failure, an absent one none. */
    final Optional<Node> member(String name) {
        return place.read(
                () -> Optional.ofNullable(group.getChild(name)).map(node -> Hdf5Values.target(place.in(name), node)));
    }

    /** The item of an attribute. */
    Optional<Item> attribute(Place where, Node owner, String name) {
        return Hdf5Values.attribute(where, owner, name);
    }

    /** The item of a member. */
    Item item(Place where, Node node) {
        return where.read(
                () -> node instanceof Group inner ? inner(where, inner) : Hdf5Values.of(where, (Dataset) node));
    }

    /** The item of a group. */
    Item inner(Place where, Group inner) {
        return new Hdf5Group(where, inner);
    }
}
