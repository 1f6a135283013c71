namespace Roundtable.Corpus.Shapes;

/// <summary>Statistics of one field in a sample of a file's rows.</summary>
internal sealed class FieldFacts(string name)
{
    /// <summary>The field's name; "outer.inner" for a nested field.</summary>
    public string Name { get; } = name;

    /// <summary>The number of rows in which it is a text.</summary>
    public int Texts { get; set; }

    /// <summary>The total number of characters of these texts.</summary>
    public long Characters { get; set; }

    /// <summary>The number of rows in which it is a list of turns or of texts.</summary>
    public int Lists { get; set; }

    /// <summary>The number of rows in which it is a single turn.</summary>
    public int Turns { get; set; }

    /// <summary>The number of rows in which it is a number or a boolean.</summary>
    public int Scalars { get; set; }

    /// <summary>Whether it can be read as text.</summary>
    public bool IsReadable => Texts + Lists + Turns > 0;

    /// <summary>Whether it is null in all rows of the sample, so that its type is unknown.</summary>
    public bool IsOpen => Texts + Lists + Turns + Scalars == 0;
}
