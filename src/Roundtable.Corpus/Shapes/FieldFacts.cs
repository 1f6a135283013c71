using System.Text;
using Roundtable.Corpus.Rows;

namespace Roundtable.Corpus.Shapes;

/// <summary>Statistics of one place in a sample of a file's rows, and of the places inside.</summary>
internal sealed class FieldFacts(string name)
{
    private const int MaxMembers = 256;

    // More columns than these are a list of values, and no row.
    private const int MaxPlaces = 16;

    // Values that are told apart, and how long they may be: labels are few and short.
    private const int MaxValues = 256;
    private const int MaxLabel = 64;

    private readonly Dictionary<string, FieldFacts> _byName = new(StringComparer.Ordinal);
    private readonly List<FieldFacts> _members = [];
    private readonly List<FieldFacts> _places = [];
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private bool _hasLong;

    /// <summary>The name of the member; empty for the row itself and for elements of lists.</summary>
    public string Name { get; } = name;

    /// <summary>The number of times that it is a text.</summary>
    public int Texts { get; private set; }

    /// <summary>The number of these texts that are not empty.</summary>
    public int Filled { get; private set; }

    /// <summary>The number of them that look like something that somebody wrote.</summary>
    public int Worded { get; private set; }

    /// <summary>The number of them that are identifiers, addresses, hashes, dates or numbers.</summary>
    public int Identifiers { get; private set; }

    /// <summary>The number of them that name a speaker.</summary>
    public int Speakers { get; private set; }

    /// <summary>The number of them that are JSON objects or lists.</summary>
    public int Embedded { get; set; }

    /// <summary>The total length of these texts in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>The number of times that it is an object.</summary>
    public int Objects { get; set; }

    /// <summary>The number of times that it is a list.</summary>
    public int Lists { get; private set; }

    /// <summary>The number of elements of the longest list.</summary>
    public int Length { get; private set; }

    /// <summary>The number of elements of the shortest list.</summary>
    public int Shortest { get; private set; } = int.MaxValue;

    /// <summary>The first elements of lists by their places, as far as these are texts, numbers or booleans.</summary>
    public IReadOnlyList<FieldFacts> Places => _places;

    /// <summary>The number of times that it is a list of exactly two texts.</summary>
    public int Pairs { get; private set; }

    /// <summary>The number of times that it is a number or a boolean.</summary>
    public int Scalars { get; set; }

    /// <summary>The members of the object, in the order of their first occurrence.</summary>
    public IReadOnlyList<FieldFacts> Members => _members;

    /// <summary>Whether objects here are turns some of which have replies.</summary>
    public bool HasReplies { get; set; }

    /// <summary>The elements of the list.</summary>
    public FieldFacts? Elements { get; private set; }

    /// <summary>Whether it is null everywhere in the sample, so that its type is unknown.</summary>
    public bool IsOpen => Texts + Lists + Objects + Scalars == 0;

    /// <summary>Whether most of its texts look like something that somebody wrote.</summary>
    public bool IsWorded => Worded > 0 && Worded * 3 >= Filled;

    /// <summary>Whether it is text, and none of its texts is anything but an identifier.</summary>
    public bool IsIdentifier => Filled > 0 && Identifiers == Filled;

    /// <summary>Whether its texts are words that classify a row: short ones, few of which differ.</summary>
    public bool IsLabel => Filled >= 4 && !IsWorded && !_hasLong && _values.Count < MaxValues && _values.Count * 2 <= Filled;

    /// <summary>Adds a text.</summary>
    public void AddText(ReadOnlySpan<byte> text)
    {
        Texts++;
        Bytes += text.Length;
        if (text.TrimStart(" \t\r\n"u8).IsEmpty)
        {
            return;
        }

        Filled++;
        Worded += TextLikeness.Is(text) ? 1 : 0;
        Identifiers += IdentifierShape.Is(text) ? 1 : 0;
        Speakers += Formats.Json.Speakers.Known(text) is not null ? 1 : 0;
        _hasLong |= text.Length > MaxLabel;
        if (text.Length <= MaxLabel && _values.Count < MaxValues)
        {
            _values.Add(Encoding.UTF8.GetString(text));
        }
    }

    /// <summary>Adds a list.</summary>
    public FieldFacts AddList()
    {
        Lists++;
        return Elements ??= new FieldFacts("");
    }

    /// <summary>Adds what is known of a list once it was read.</summary>
    public void EndList(int length, int texts)
    {
        Length = Math.Max(Length, length);
        Shortest = Math.Min(Shortest, length);
        Pairs += length == 2 && texts == 2 ? 1 : 0;
    }

    /// <summary>The element of a list at a place; null where records have no such column.</summary>
    public FieldFacts? Place(int index)
    {
        if (index < MaxPlaces && index == _places.Count)
        {
            _places.Add(new FieldFacts(""));
        }

        return index < _places.Count ? _places[index] : null;
    }

    /// <summary>The member with a name; null where there are too many.</summary>
    public FieldFacts? Member(ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name);
        if (!_byName.TryGetValue(text, out var member) && _members.Count < MaxMembers)
        {
            _byName[text] = member = new FieldFacts(text);
            _members.Add(member);
        }

        return member;
    }

    /// <summary>The member with a name; null for none.</summary>
    public FieldFacts? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Whether the sample has something at a path; true where too many members were there to know.</summary>
    /// <param name="path">A path as in <see cref="PlannedField"/>.</param>
    public bool Has(string path) => Find(path) is not null || Has(FieldPath.Steps(path), 0);

    private bool Has(List<string> steps, int at) => at == steps.Count || steps[at] switch
    {
        FieldPath.Any => _members.Count == MaxMembers || _members.Exists(m => m.Has(steps, at + 1)),
        ['[', ..] => Elements is { } elements ? elements.Has(steps, at + 1) : HasReplies,
        var name => Find(name) is { } member ? member.Has(steps, at + 1) : HasReplies || _members.Count == MaxMembers,
    };

    /// <summary>The values of all members as one place, for objects whose members are named by identifiers.</summary>
    public FieldFacts Values()
    {
        var all = new FieldFacts("");
        foreach (var member in _members)
        {
            all.Add(member);
        }

        return all;
    }

    /// <summary>Adds the statistics of another place.</summary>
    public void Add(FieldFacts other)
    {
        (Texts, Filled, Worded, Identifiers) = (Texts + other.Texts, Filled + other.Filled, Worded + other.Worded, Identifiers + other.Identifiers);
        (Speakers, Embedded, Bytes, Pairs) = (Speakers + other.Speakers, Embedded + other.Embedded, Bytes + other.Bytes, Pairs + other.Pairs);
        (Objects, Lists, Scalars) = (Objects + other.Objects, Lists + other.Lists, Scalars + other.Scalars);
        (Length, Shortest) = (Math.Max(Length, other.Length), Math.Min(Shortest, other.Shortest));
        _values.UnionWith(other._values);
        _hasLong |= other._hasLong;
        for (var i = 0; i < other._places.Count; i++)
        {
            Place(i)?.Add(other._places[i]);
        }

        if (other.Elements is { } elements)
        {
            (Elements ??= new FieldFacts("")).Add(elements);
        }

        foreach (var member in other._members)
        {
            Member(Encoding.UTF8.GetBytes(member.Name))?.Add(member);
        }
    }
}
