namespace Roundtable.Corpus.Rows;

/// <summary>Which fields of a file's rows are read, and in which role. Other fields are skipped.</summary>
public sealed class RowPlan
{
    /// <summary>The maximum number of fields of a plan.</summary>
    internal const int MaxFields = 128;

    private readonly int[] _about;
    private readonly bool[] _areModels;
    private readonly bool[] _areReferences;

    /// <summary>A plan for these fields.</summary>
    public RowPlan(string shape, IReadOnlyList<PlannedField> fields)
    {
        (Shape, Fields) = (shape, fields);
        _about = [.. fields.Select(f => f.About is { } about ? Find(about) : -1)];
        _areModels =
        [
            .. fields.Select(f => f.Role == FieldRole.Model || (f.Role == FieldRole.Declared && NameParts.IsModel(FieldPath.LastName(f.Name)))),
        ];
        _areReferences = [.. fields.Select(f => NameParts.IsReference(FieldPath.LastName(f.Name)))];
        for (var i = 0; i < fields.Count; i++)
        {
            // A name with a dot in it is that of a member, or else the way to one.
            var role = fields[i].Role == FieldRole.Model ? FieldRole.Declared : fields[i].Role;
            Root.Add([.. FieldPath.Steps(fields[i].Name)], i, role);
            if (fields[i].Name.Contains('.', StringComparison.Ordinal) && !fields[i].Name.Contains('[', StringComparison.Ordinal))
            {
                Root.Add([fields[i].Name], i, role);
            }
        }
    }

    /// <summary>
    /// The shape of the rows: "chat", "instruction", "preference", "labelled", "text" or "custom"; "guessed" where no field has a known name.
    /// </summary>
    public string Shape { get; }

    /// <summary>The fields, in the order in which names are matched.</summary>
    public IReadOnlyList<PlannedField> Fields { get; }

    /// <summary>The row itself.</summary>
    internal PlanNode Root { get; } = new();

    /// <summary>The index of the field with a name; -1 for none.</summary>
    internal int Find(string name)
    {
        for (var i = 0; i < Fields.Count; i++)
        {
            if (string.Equals(Fields[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Whether a field names the model that wrote texts, by its role or by its name.</summary>
    internal bool IsModel(int field) => _areModels[field];

    /// <summary>Whether a field has texts that answers are compared with, by its name.</summary>
    internal bool IsReference(int field) => _areReferences[field];

    /// <summary>The index of the field that a declaration is about; -1 for those of the object in which it stands.</summary>
    internal int About(int field) => _about[field];
}
