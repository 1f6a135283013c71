using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Shapes;

/// <summary>Assigns roles to the fields of rows, by their names and contents.</summary>
internal static class RowShapes
{
    /// <summary>Chooses the plan for rows with these fields.</summary>
    /// <param name="row">What is known of the rows.</param>
    /// <param name="overrides">Roles that were given explicitly; they take precedence.</param>
    public static RowPlan Choose(FieldFacts row, IReadOnlyList<PlannedField> overrides)
    {
        var (shape, found) = Labelled(row) ?? Found(row);
        if (overrides.Any(f => f.Role is not (FieldRole.Ignored or FieldRole.Declared or FieldRole.Model or FieldRole.Speaker)))
        {
            // Naming one text field explicitly means naming all of them.
            (shape, found) = ("custom", [.. found.Where(f => f.Role == FieldRole.Declared)]);
        }

        var given = overrides.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        IEnumerable<PlannedField> texts = [.. overrides.Where(f => f.Role != FieldRole.Ignored), .. found.Where(f => !given.Contains(f.Name))];
        var all = texts.DistinctBy(f => f.Name, StringComparer.Ordinal)
            .OrderBy(f => f.Role is FieldRole.Declared or FieldRole.Model)
            .Take(RowPlan.MaxFields)
            .ToList();
        return new RowPlan(shape, [.. all.Select(f => f.Role == FieldRole.Declared && f.About is null ? f with { About = About(f, all) } : f)]);
    }

    /// <summary>A run labelled texts of somebody else: the label is the answer. Where the texts are left out their digests tell the rows apart.</summary>
    private static (string Shape, List<PlannedField> Fields)? Labelled(FieldFacts row)
    {
        if (!FieldNames.Labels.All(l => row.Find(l) is not null))
        {
            return null;
        }

        List<PlannedField> texts =
            [.. row.Members.Where(m => m.Texts > 0 && FieldNames.Texts.Contains(m.Name)).Select(m => new PlannedField(m.Name, FieldRole.Text))];
        return (
            "labelled",
            [
                .. texts.Count > 0 ? texts : [new(FieldNames.LabelledDigest, FieldRole.Context)],
                new(FieldNames.Labels[0], FieldRole.Response),
                .. row.Members.Where(m => FieldNames.Declarations.Contains(m.Name)).Select(m => new PlannedField(m.Name, FieldRole.Declared)),
            ]);
    }

    private static (string Shape, List<PlannedField> Fields) Found(FieldFacts row)
    {
        var walk = new ShapeWalk();
        walk.Row(row);
        bool Has(FieldRole role) => walk.Fields.Exists(f => f.Role == role);
        var shape = !walk.Fields.Exists(f => f.Role is not (FieldRole.Declared or FieldRole.Speaker)) ? "unknown"
            : !walk.IsNamed ? "guessed"
            : Has(FieldRole.Chosen) && Has(FieldRole.Rejected) ? "preference"
            : Has(FieldRole.Turns) ? "chat"
            : Has(FieldRole.Response) ? "instruction"
            : "text";
        return (shape, walk.Fields);
    }

    /// <summary>
    /// The field that a declaration is about by its name, as <c>chosen_model</c> is about <c>chosen</c> and <c>model_a</c> about <c>conversation_a</c>;
    /// null where
    /// it is about everything in its object.
    /// </summary>
    private static string? About(PlannedField declaration, List<PlannedField> fields)
    {
        var outer = Outer(declaration.Name);
        var subject = NameParts.Subject(FieldPath.LastName(declaration.Name));
        return subject.Count == 0
            ? null
            : fields.Find(f => f.Role is not (FieldRole.Declared or FieldRole.Speaker or FieldRole.Prompt or FieldRole.System or FieldRole.Context)
                && f.Name.StartsWith(outer, StringComparison.Ordinal)
                && NameParts.Of(First(f.Name[outer.Length..])) is var words
                && subject.TrueForAll(words.Contains))?.Name;
    }

    /// <summary>Whether the fields beside a declaration have one that its name refers to.</summary>
    public static bool Refers(string declaration, IEnumerable<string> beside) =>
        NameParts.Subject(declaration) is { Count: > 0 } subject
        && beside.Any(n => n != declaration && !NameParts.IsModel(n) && NameParts.Of(n) is var words && subject.TrueForAll(words.Contains));

    private static string Outer(string path) => path[..(path.LastIndexOf('.') + 1)];

    private static string First(string path) => path.IndexOfAny(['.', '[']) is var end and > 0 ? path[..end] : path;
}
