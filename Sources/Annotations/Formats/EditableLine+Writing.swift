package import Foundation
import JSONText

extension EditableLine {
    /// What the service and its manifests write about a line's errors: out of date once the line is another.
    private static let marks: Set<String> = ["cl-errors", "errors", "warnings"]

    /// The line as a person leaves it who has looked at the image and marked these boxes, be it none.
    ///
    /// Boxes with a place stay in their attribute and keep what else it says of them; new ones go to the first attribute made
    /// for boxes, or to a new one. All other keys of the line stay byte for byte, but for `cl-metadata` and notes of errors.
    /// - Parameters:
    ///   - boxes: All boxes of the image.
    ///   - size: Of the upright image.
    ///   - created: Becomes the `creation-date` of the attributes made for boxes.
    /// - Returns: The line, without its end.
    package func line(boxes: [PlacedBox], size: ImageSize, created: Date) -> [UInt8] {
        var texts: [String: AttributeWriter] = [:]
        for attribute in boxAttributes {
            let own = boxes.filter { $0.place?.attribute == attribute.name }
            texts[attribute.name] = AttributeWriter(bytes, attribute, own, size: size, created: created)
        }
        let known = Set(boxAttributes.map(\.name))
        let homeless = boxes.filter { box in box.place.map { !known.contains($0.attribute) } ?? true }
        var newName: String?
        if let first = boxAttributes.first {
            let own = boxes.filter { $0.place?.attribute == first.name } + homeless
            texts[first.name] = AttributeWriter(bytes, first, own, size: size, created: created)
        } else if !homeless.isEmpty || imageLabels.isEmpty {
            let name = freeAttributeName
            let attribute = BoxAttributeText(name: name, value: nil, metadata: nil)
            texts[name] = AttributeWriter(bytes, attribute, homeless, size: size, created: created)
            newName = name
        }
        var json = LineWriter(bytes: bytes)
        json.write(
            object,
            replacements(with: texts, adding: newName),
            dropping: Self.marks.union(["cl-metadata"])
        )
        return json.bytes
    }

    /// The line without boxes and without the statement that there are none.
    package func unlabelledLine() -> [UInt8] {
        let names = boxAttributes.map(\.name)
        var json = LineWriter(bytes: bytes)
        let dropped = Self.marks.union(["cl-metadata"] + names + names.map { $0 + "-metadata" })
        json.write(object, [], dropping: dropped)
        return json.bytes
    }

    private func replacements(
        with texts: [String: AttributeWriter],
        adding new: String?
    ) -> [LineWriter.Replacement] {
        (boxAttributes.map(\.name) + [new].compactMap(\.self)).flatMap { name in
            guard let text = texts[name] else { return [LineWriter.Replacement]() }
            return [
                LineWriter.Replacement(key: name, value: text.value),
                LineWriter.Replacement(key: name + "-metadata", value: text.metadata),
            ]
        }
    }

    private var freeAttributeName: String {
        let taken = Set(object.members.map(\.key))
        let plain = "bounding-box"
        if !taken.contains(plain), !taken.contains(plain + "-metadata") { return plain }
        var number = 2
        while taken.contains("\(plain)-\(number)") || taken.contains("\(plain)-\(number)-metadata") {
            number += 1
        }
        return "\(plain)-\(number)"
    }

    /// Writes one label attribute and its metadata with other boxes.
    private struct AttributeWriter {
        let value: [UInt8]
        let metadata: [UInt8]

        init(
            _ bytes: [UInt8],
            _ old: BoxAttributeText,
            _ boxes: [PlacedBox],
            size: ImageSize,
            created: Date
        ) {
            let classes = BoxClasses(old, boxes)
            var annotations = LineWriter(bytes: bytes)
            var confidences = LineWriter(bytes: bytes)
            annotations.json.raw("[")
            confidences.json.raw("[")
            for (position, (box, classID)) in zip(boxes, classes.ids).enumerated() {
                if position > 0 {
                    annotations.json.raw(",")
                    confidences.json.raw(",")
                }
                let index = old.annotation(at: box.place)
                let isSame = annotations.write(box.box, classID, over: index.flatMap(old.annotation))
                if isSame, let confidence = index.flatMap(old.confidence) {
                    confidences.write(confidence, [], dropping: marks)
                } else {
                    confidences.json.raw("{\"confidence\":1}")
                }
            }
            annotations.json.raw("]")
            confidences.json.raw("]")

            var parts = [LineWriter.Replacement(key: "annotations", value: annotations.bytes)]
            if old.size != size { parts.append(.init(key: "image_size", value: Self.text(of: size))) }
            var value = LineWriter(bytes: bytes)
            value.write(old.value, parts, dropping: marks)
            self.value = value.bytes
            metadata = Self.metadata(bytes, old, classes, confidences.bytes, created)
        }

        private static func metadata(
            _ bytes: [UInt8],
            _ old: BoxAttributeText,
            _ classes: BoxClasses,
            _ objects: [UInt8],
            _ created: Date
        ) -> [UInt8] {
            var parts: [LineWriter.Replacement] = []
            func put(_ key: String, _ text: String) {
                var json = JSONWriter()
                json.string(text)
                parts.append(LineWriter.Replacement(key: key, value: json.bytes))
            }
            if old.metadata?["job-name"] == nil { put("job-name", "labeling-job/\(old.name)") }
            if !classes.areThoseOf(old) {
                parts.append(LineWriter.Replacement(key: "class-map", value: classes.text))
            }
            put("human-annotated", "yes")
            parts.append(LineWriter.Replacement(key: "objects", value: objects))
            put("creation-date", ManifestDate.text(created))
            if old.metadata?["type"] == nil { put("type", "groundtruth/object-detection") }
            var metadata = LineWriter(bytes: bytes)
            metadata.write(old.metadata, parts, dropping: marks)
            return metadata.bytes
        }

        private static func text(of size: ImageSize) -> [UInt8] {
            Array("[{\"width\":\(size.width),\"height\":\(size.height),\"depth\":3}]".utf8)
        }
    }
}

/// The classes of an attribute's boxes.
private struct BoxClasses {
    /// One a box.
    private(set) var ids: [Int] = []
    private var all: [(id: Int, label: String)]

    /// Ids that are there stay; labels that are new get the next ones, and classes that lose their last box go.
    init(_ old: BoxAttributeText, _ boxes: [EditableLine.PlacedBox]) {
        all = old.classes
        for box in boxes {
            let before = old.annotation(at: box.place).map { old.boxes[$0].classID }
            if let before, all.last(where: { $0.id == before })?.label == box.label {
                ids.append(before)
            } else if let known = all.first(where: { $0.label == box.label }) {
                ids.append(known.id)
            } else {
                let next = (all.map(\.id).max() ?? -1) + 1
                all.append((next, box.label))
                ids.append(next)
            }
        }
        let used = Set(ids)
        let usedBefore = Set(old.boxes.map(\.classID))
        all.removeAll { usedBefore.contains($0.id) && !used.contains($0.id) }
    }

    func areThoseOf(_ old: BoxAttributeText) -> Bool {
        old.metadata?["class-map"]?.asObject?.members.count == all.count
            && old.classes.elementsEqual(all) { $0.id == $1.id && $0.label == $1.label }
    }

    var text: [UInt8] {
        var json = JSONWriter()
        json.list(all, open: "{", close: "}") { writer, entry in
            writer.raw("\"\(entry.id)\":")
            writer.string(entry.label)
        }
        return json.bytes
    }
}

extension BoxAttributeText {
    /// The place of a box that stands in this attribute; nil for others.
    fileprivate func annotation(at place: EditableLine.Place?) -> Int? {
        guard let place, place.attribute == name, boxes.indices.contains(place.index) else { return nil }
        return place.index
    }
}

/// Writes objects of a line anew, copying what stays.
private struct LineWriter {
    /// A member that takes the place of one of its key, or is added.
    struct Replacement {
        let key: String
        let value: [UInt8]
    }

    let line: [UInt8]
    var json = JSONWriter()

    var bytes: [UInt8] { json.bytes }

    init(bytes: [UInt8]) {
        line = bytes
    }

    /// Writes the members of an object in their order, then the replacements that it has no members for.
    mutating func write(_ old: JSONObject?, _ replacements: [Replacement], dropping dropped: Set<String>) {
        var waiting = replacements
        var isFirst = true
        func separate() {
            if !isFirst { json.raw(",") }
            isFirst = false
        }
        json.raw("{")
        for member in old?.members ?? [] where !dropped.contains(member.key) {
            guard let replacement = replacements.first(where: { $0.key == member.key }) else {
                separate()
                json.raw(line[member.range])
                continue
            }
            guard let place = waiting.firstIndex(where: { $0.key == member.key }) else { continue }
            waiting.remove(at: place)
            separate()
            write(replacement)
        }
        for replacement in waiting {
            separate()
            write(replacement)
        }
        json.raw("}")
    }

    /// Writes a box; tells whether it is the one that was there.
    mutating func write(_ box: Box, _ classID: Int, over old: JSONObject?) -> Bool {
        let numbers = [
            ("left", box.left), ("top", box.top), ("width", box.width), ("height", box.height),
            ("class_id", Double(classID)),
        ]
        let changed = numbers.filter { key, number in old?[key]?.asNumber != number }
        let replacements = changed.map { key, number in
            var text = JSONWriter()
            text.number(number)
            return Replacement(key: key, value: text.bytes)
        }
        write(old, replacements, dropping: ["cl-errors", "errors", "warnings"])
        return old != nil && changed.isEmpty
    }

    private mutating func write(_ replacement: Replacement) {
        json.string(replacement.key)
        json.raw(":")
        json.raw(replacement.value[...])
    }
}
