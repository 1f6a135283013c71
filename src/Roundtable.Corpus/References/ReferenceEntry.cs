using System.Runtime.InteropServices;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.References;

/// <summary>A text of a reference collection, as it stands on disk: 72 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = 72)]
internal readonly record struct ReferenceEntry
{
    /// <summary>Where its words begin, in words.</summary>
    public long WordsAt { get; init; }

    /// <summary>How many words it has.</summary>
    public int Words { get; init; }

    /// <summary>Which of the collection's files it is from; -1 for the log.</summary>
    public int File { get; init; }

    /// <summary>Which row of the file it is from, from 1; for the log which leaf.</summary>
    public long Row { get; init; }

    /// <summary>Which of the row's texts it is, from 0; -1 for all of them.</summary>
    public int Part { get; init; }

    /// <summary>Which of the collection's model names it has; -1 for none.</summary>
    public int Model { get; init; }

    /// <summary>Where it comes from.</summary>
    public Origin Origin { get; init; }

    /// <summary>1 where its words were simulated.</summary>
    public int Simulated { get; init; }

    /// <summary>SHA-256 of the text without the white space around it.</summary>
    public Digest Digest { get; init; }
}
