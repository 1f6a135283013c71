using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Shapes;

/// <summary>Assigns roles to the fields of rows, by their names and contents.</summary>
internal static class RowShapes
{
    // The maximum number of fields that a plan can name.
    private const int MaxFields = 64;

    /// <summary>Chooses the plan for rows with these fields.</summary>
    /// <param name="fields">The fields.</param>
    /// <param name="overrides">Roles that were given explicitly; they take precedence.</param>
    public static RowPlan Choose(IReadOnlyList<FieldFacts> fields, IReadOnlyList<PlannedField> overrides)
    {
        var given = overrides.ToDictionary(f => f.Name, StringComparer.Ordinal);
        var open = fields.Where(f => !given.ContainsKey(f.Name)).ToList();
        var (shape, found) = Found(open);
        if (overrides.Any(f => f.Role is not (FieldRole.Ignored or FieldRole.Declared)))
        {
            // Naming one text field explicitly means naming all of them.
            (shape, found) = ("custom", []);
        }

        var declared = open.Where(f => IsDeclaration(f.Name) || IsDescription(f, open)).Select(f => new PlannedField(f.Name, FieldRole.Declared));
        IEnumerable<PlannedField> all = [.. overrides.Where(f => f.Role != FieldRole.Ignored), .. found, .. declared];
        return new RowPlan(shape, [.. all.DistinctBy(f => f.Name, StringComparer.Ordinal).Take(MaxFields)]);
    }

    private static (string Shape, IReadOnlyList<PlannedField> Fields) Found(List<FieldFacts> fields)
    {
        var readable = fields.Where(f => f.IsReadable).ToList();
        FieldFacts? Named(IReadOnlySet<string> names) => readable.Where(f => names.Contains(f.Name)).MaxBy(f => f.Texts + f.Lists + f.Turns);
        IEnumerable<PlannedField> All(IReadOnlySet<string> names, FieldRole role) =>
            fields.Where(f => (f.IsReadable || f.IsOpen) && names.Contains(f.Name)).Select(f => new PlannedField(f.Name, role));
        FieldFacts? Called(string name) => readable.Find(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        var system = All(FieldNames.Systems, FieldRole.System);
        IEnumerable<PlannedField> asked = [.. system, .. All(FieldNames.Prompts, FieldRole.Prompt), .. All(FieldNames.Contexts, FieldRole.Context)];
        if (FieldNames.Labels.All(l => fields.Exists(f => f.Name == l)))
        {
            // A run labelled texts of somebody else: the label is the answer. Where the texts are left out their digests tell the rows apart.
            IReadOnlyList<PlannedField> texts = [.. All(FieldNames.Texts, FieldRole.Text)];
            return (
                "labelled",
                [.. texts.Count > 0 ? texts : [new(FieldNames.LabelledDigest, FieldRole.Context)], new(FieldNames.Labels[0], FieldRole.Response)]);
        }

        if (Called("chosen") is { } chosen && Called("rejected") is { } rejected)
        {
            return ("preference", [.. asked, new(chosen.Name, FieldRole.Chosen), new(rejected.Name, FieldRole.Rejected)]);
        }

        if (readable.Where(f => FieldNames.Conversations.Contains(f.Name) && f.Lists > 0).MaxBy(f => f.Lists) is { } turns)
        {
            return ("chat", [.. system, new(turns.Name, FieldRole.Turns)]);
        }

        if (Named(FieldNames.Responses) is not null && readable.Exists(f => FieldNames.Prompts.Contains(f.Name) || FieldNames.Contexts.Contains(f.Name)))
        {
            return ("instruction", [.. asked, .. All(FieldNames.Responses, FieldRole.Response)]);
        }

        if (Named(FieldNames.Texts) is not null)
        {
            return ("text", [.. All(FieldNames.Texts, FieldRole.Text)]);
        }

        if (Named(FieldNames.Responses) is not null)
        {
            return ("instruction", [.. All(FieldNames.Responses, FieldRole.Response)]);
        }

        // No known name: the field with the longest texts.
        var longest = readable.Where(f => !IsDeclaration(f.Name) && f.Texts > 0).MaxBy(f => f.Characters);
        return longest is null ? ("unknown", []) : ("guessed", [new(longest.Name, FieldRole.Text)]);
    }

    /// <summary>Whether a description is a text, which may be JSON.</summary>
    private static bool IsDescription(FieldFacts field, List<FieldFacts> all) =>
        field.Texts > 0 && FieldNames.Descriptions.Contains(field.Name) && !all.Exists(f => f.Name.StartsWith(field.Name + ".", StringComparison.Ordinal));

    private static bool IsDeclaration(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0
            ? FieldNames.Declarations.Contains(name)
            : FieldNames.Descriptions.Contains(name[..dot]) && FieldNames.Declarations.Contains(name[(dot + 1)..]);
    }
}
