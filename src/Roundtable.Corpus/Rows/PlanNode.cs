using System.Text;

namespace Roundtable.Corpus.Rows;

/// <summary>A place in a row: which field is read there, and which are read further inside.</summary>
internal sealed class PlanNode
{
    private byte[][] _names = [];
    private PlanNode[] _members = [];
    private readonly List<(int Index, PlanNode Node)> _indexed = [];
    private PlanNode? _elements;
    private PlanNode? _any;

    /// <summary>The index of the field that is read here; -1 for none.</summary>
    public int Field { get; private set; } = -1;

    /// <summary>The role of that field.</summary>
    public FieldRole Role { get; private set; }

    /// <summary>Whether members of an object are read here.</summary>
    public bool HasMembers => _members.Length > 0 || _any is not null;

    /// <summary>Whether elements of a list are read here one by one.</summary>
    public bool HasElements => _elements is not null || _indexed.Count > 0;

    /// <summary>Whether there are members that are turns of a conversation or name their speaker.</summary>
    public bool HasSpeaker { get; private set; }

    /// <summary>The elements of a list; null where only some are read.</summary>
    public PlanNode? Elements => _elements;

    /// <summary>Adds a field at a path below this node. The first of two fields of one path is kept.</summary>
    public void Add(ReadOnlySpan<string> steps, int field, FieldRole role)
    {
        if (!steps.IsEmpty)
        {
            HasSpeaker |= steps.Length == 1 && role == FieldRole.Speaker;
            Child(steps[0]).Add(steps[1..], field, role);
        }
        else if (Field < 0)
        {
            (Field, Role) = (field, role);
        }
    }

    /// <summary>The member with a name, and its index among the members that are read; null for none.</summary>
    public PlanNode? Find(ReadOnlySpan<byte> name, out int index)
    {
        var names = _names;
        for (index = 0; index < names.Length; index++)
        {
            if (name.SequenceEqual(names[index]))
            {
                return _members[index];
            }
        }

        index = -1;
        return _any;
    }

    /// <summary>The element with an index; null for none.</summary>
    public PlanNode? At(int index)
    {
        foreach (var (known, node) in _indexed)
        {
            if (known == index)
            {
                return node;
            }
        }

        return _elements;
    }

    private PlanNode Child(string step)
    {
        if (step == FieldPath.Elements)
        {
            return _elements ??= new PlanNode();
        }

        if (step == FieldPath.Any)
        {
            return _any ??= new PlanNode();
        }

        if (FieldPath.Index(step) is { } index)
        {
            if (_indexed.Find(i => i.Index == index).Node is { } at)
            {
                return at;
            }

            _indexed.Add((index, new PlanNode()));
            return _indexed[^1].Node;
        }

        var name = Encoding.UTF8.GetBytes(step);
        if (Find(name, out var known) is { } member && known >= 0)
        {
            return member;
        }

        (_names, _members) = ([.. _names, name], [.. _members, new PlanNode()]);
        return _members[^1];
    }
}
