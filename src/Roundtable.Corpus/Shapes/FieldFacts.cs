namespace Roundtable.Corpus.Shapes;

/// <summary>What some rows of a file show of one field.</summary>
internal sealed class FieldFacts(string name)
{
    /// <summary>The field's name; of a field within another "outer.inner".</summary>
    public string Name { get; } = name;

    /// <summary>In how many rows it is a text.</summary>
    public int Texts { get; set; }

    /// <summary>How many characters these texts have together.</summary>
    public long Characters { get; set; }

    /// <summary>In how many rows it is a list of turns or of texts.</summary>
    public int Lists { get; set; }

    /// <summary>In how many rows it is one turn.</summary>
    public int Turns { get; set; }

    /// <summary>In how many rows it is a number, true or false.</summary>
    public int Scalars { get; set; }

    /// <summary>Whether it can be read as text.</summary>
    public bool IsReadable => Texts + Lists + Turns > 0;

    /// <summary>Whether it stands in rows without a value: what it is in others is not known.</summary>
    public bool IsOpen => Texts + Lists + Turns + Scalars == 0;
}
