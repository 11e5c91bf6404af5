package org.neurobeam.ingest.calcium.container;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON in one pass into items: arrays of numbers and of equally long rows become number arrays, null is NaN. */
final class JsonTree {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Place place;
    private final JsonParser in;

    private JsonTree(Place place, JsonParser in) {
        this.place = place;
        this.in = in;
    }

    /** @throws org.neurobeam.schemas.error.DataException for malformed JSON */
    static Item read(LocalFile local) {
        return local.place().read(() -> {
            try (JsonParser in = FACTORY.createParser(local.path().toFile())) {
                in.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
                in.enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature());
                in.nextToken();
                Item item = new JsonTree(local.place(), in).value();
                if (in.nextToken() != null) {
                    throw local.place().bad("damaged", "expected one JSON value, found more; mend the file");
                }
                return item;
            }
        });
    }

    private Item value() throws IOException {
        JsonToken token = in.currentToken();
        if (token == null) {
            throw place.bad("truncated_data", "the file ends within its JSON; copy the file again");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NumberArray.of(List.of(), in.getDoubleValue());
            case VALUE_NULL -> NumberArray.of(List.of(), Double.NaN);
            case VALUE_TRUE -> NumberArray.of(List.of(), 1);
            case VALUE_FALSE -> NumberArray.of(List.of(), 0);
            default -> new Item.Texts(List.of(in.getText()));
        };
    }

    private Item object() throws IOException {
        Map<String, Item> members = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            members.put(name, value());
        }
        return new Members(members);
    }

    private Item array() throws IOException {
        NumberText.Growing numbers = new NumberText.Growing(0);
        List<Item> others = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            boolean isNumber =
                    others.isEmpty() && (in.currentToken().isNumeric() || in.currentToken() == JsonToken.VALUE_NULL);
            if (isNumber) {
                numbers.add(place, in.currentToken().isNumeric() ? in.getDoubleValue() : Double.NaN);
            } else {
                if (others.isEmpty()) {
                    for (double number : numbers.toArray()) {
                        others.add(NumberArray.of(List.of(), number));
                    }
                }
                others.add(value());
            }
        }
        if (others.isEmpty()) {
            return NumberArray.of(List.of(numbers.size()), numbers.toArray());
        }
        return joined(others);
    }

    private Item joined(List<Item> parts) {
        if (parts.stream().allMatch(JsonTree::isOneText)) {
            return new Item.Texts(parts.stream().map(JsonTree::text).toList());
        }
        boolean rows = parts.stream()
                        .allMatch(p -> p instanceof NumberArray n && n.shape().size() == 1)
                && parts.stream().map(p -> ((NumberArray) p).count()).distinct().count() == 1;
        return rows ? matrix(parts) : new Elements(parts.size(), parts::get);
    }

    private static boolean isOneText(Item item) {
        return item instanceof Item.Texts texts && texts.values().size() == 1
                || item instanceof NumberArray n && n.shape().isEmpty() && Double.isNaN(n.values()[0]);
    }

    private static String text(Item item) {
        return item instanceof Item.Texts texts ? texts.values().get(0) : "";
    }

    private NumberArray matrix(List<Item> rows) {
        int width = ((NumberArray) rows.get(0)).count();
        double[] values = new double[Math.multiplyExact(rows.size(), width)];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(((NumberArray) rows.get(i)).values(), 0, values, i * width, width);
        }
        return NumberArray.of(List.of(rows.size(), width), values);
    }
}
