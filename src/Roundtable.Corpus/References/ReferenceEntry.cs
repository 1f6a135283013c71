using System.Runtime.InteropServices;
using Roundtable.Corpus.Origins;
using Roundtable.Record.Entries;

namespace Roundtable.Corpus.References;

/// <summary>A text of a reference collection, as stored on disk: 72 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = 72)]
internal readonly record struct ReferenceEntry
{
    /// <summary>The index of its first word among all words of the collection.</summary>
    public long WordsAt { get; init; }

    /// <summary>The number of its words.</summary>
    public int Words { get; init; }

    /// <summary>The index of its file in the collection; -1 for the log.</summary>
    public int File { get; init; }

    /// <summary>Its row in the file, from 1; for the log its leaf.</summary>
    public long Row { get; init; }

    /// <summary>The index of the text in its row, from 0; -1 for the whole row.</summary>
    public int Part { get; init; }

    /// <summary>The index of its model's name in the collection; -1 for none.</summary>
    public int Model { get; init; }

    /// <summary>Its origin.</summary>
    public Origin Origin { get; init; }

    /// <summary>1 for a simulated answer, else 0.</summary>
    public int Simulated { get; init; }

    /// <summary>SHA-256 of the text without the white space around it.</summary>
    public Digest Digest { get; init; }
}
