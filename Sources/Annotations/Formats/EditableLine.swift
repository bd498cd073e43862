import JSONText

/// A line of a dataset as somebody edits it: its boxes, be they right or wrong, and the line that it becomes with others.
package struct EditableLine: Sendable {
    /// Where a box stands in its line.
    package struct Place: Hashable, Sendable {
        /// The label attribute's name.
        package var attribute: String
        /// Among the attribute's annotations.
        package var index: Int

        package init(attribute: String, index: Int) {
            self.attribute = attribute
            self.index = index
        }
    }

    /// A box with its place; nil for one that is new.
    package struct PlacedBox: Hashable, Sendable {
        package var place: Place?
        package var label: String
        package var box: Box

        package init(place: Place?, label: String, box: Box) {
            self.place = place
            self.label = label
            self.box = box
        }
    }

    /// Those beyond the frame, too small or of a class without a name too: only who sees a box can mend it.
    package let boxes: [PlacedBox]
    /// The labels of the image as a whole.
    package let imageLabels: [String]
    /// The size that the first attribute states.
    package let size: ImageSize?

    let bytes: [UInt8]
    let object: JSONObject
    /// The attributes made for boxes, in the line's order.
    let boxAttributes: [BoxAttributeText]

    /// Reads a line; nil for what is no JSON object, which no dataset keeps.
    package init?(_ line: [UInt8]) {
        // Read before without trouble, or it would be in no dataset.
        guard let object = (try? JSONReader.value(in: line, range: 0..<line.count))?.asObject else {
            return nil
        }
        bytes = line
        self.object = object
        var attributes: [BoxAttributeText] = []
        var imageLabels: [String] = []
        for name in GroundTruthLine.labelAttributes(of: object) {
            let metadata = object[name + "-metadata"]?.asObject
            switch metadata?["type"]?.asText {
            case "groundtruth/object-detection":
                attributes.append(BoxAttributeText(name: name, value: object[name], metadata: metadata))
            case "groundtruth/image-classification":
                if let label = metadata?["class-name"]?.asText { imageLabels.append(label) }
            default: break
            }
        }
        boxAttributes = attributes
        self.imageLabels = imageLabels
        size = attributes.lazy.compactMap(\.size).first
        boxes = attributes.flatMap { attribute in
            attribute.boxes.enumerated().map { index, box in
                PlacedBox(
                    place: Place(attribute: attribute.name, index: index),
                    label: attribute.label(of: box.classID),
                    box: box.box
                )
            }
        }
    }
}

/// A label attribute made for boxes, as it stands in a line.
struct BoxAttributeText: Sendable {
    let name: String
    /// Nil where the value is no object.
    let value: JSONObject?
    let metadata: JSONObject?
    /// The stated size; nil where the value cannot be read.
    let size: ImageSize?
    /// None where the value cannot be read.
    let boxes: [BoxAttribute.ClassedBox]
    /// Names by class id, in the text's order.
    let classes: [(id: Int, label: String)]

    init(name: String, value: JSONValue?, metadata: JSONObject?) {
        self.name = name
        self.value = value?.asObject
        self.metadata = metadata
        // What is wrong with an attribute is for the judges of lines to say; who edits it writes it anew.
        let attribute = try? BoxAttribute(value ?? .null)
        size = attribute?.size
        boxes = attribute?.boxes ?? []
        classes = (metadata?["class-map"]?.asObject?.members ?? []).compactMap { member in
            guard let id = Int(member.key), let label = member.value.asText else { return nil }
            return (id, label)
        }
    }

    /// The name of a class; one without a name is called by its number, so that it can be seen and given another.
    func label(of classID: Int) -> String {
        classes.last { $0.id == classID }?.label ?? "class \(classID)"
    }

    /// The text's object of a box.
    func annotation(_ index: Int) -> JSONObject? {
        guard let all = value?["annotations"]?.asArray, all.indices.contains(index) else { return nil }
        return all[index].asObject
    }

    /// The text's object with the confidence of a box.
    func confidence(_ index: Int) -> JSONObject? {
        guard let all = metadata?["objects"]?.asArray, all.indices.contains(index) else { return nil }
        return all[index].asObject
    }
}
