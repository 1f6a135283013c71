using Roundtable.Disclosure.Commitments;

namespace Roundtable.Workspace.Disclosing;

/// <summary>A part of a row, by its place in a file of what is committed to.</summary>
/// <param name="File">The number of the file.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">How many bytes it has.</param>
public readonly record struct PlacedPart(int File, long Offset, int Length);

/// <summary>Receives a row of what is committed to.</summary>
/// <param name="index">Its number, from 0.</param>
/// <param name="rowClass">Its class.</param>
/// <param name="content">Its content, as an auditor gets to see it; valid until the next row.</param>
/// <param name="tokens">Its tokens; 0 where they were not counted.</param>
/// <param name="parts">The one or two parts that are its content, with a line feed between them; none where it cannot be read without those before it.</param>
public delegate void DisclosedRow(long index, RowClass rowClass, ReadOnlySpan<byte> content, long tokens, ReadOnlySpan<PlacedPart> parts);

/// <summary>Rows that can be committed to: those of a scanned corpus or of a training set.</summary>
public abstract class DisclosedSource
{
    /// <summary>What it is: <c>scan</c> or <c>set</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>What it is called, unless somebody says otherwise.</summary>
    public abstract string Name { get; }

    /// <summary>The root that the log holds of it.</summary>
    public abstract Record.Entries.Digest Root { get; }

    /// <summary>The encoding whose tokens were counted; null where none were.</summary>
    public abstract string? Tokens { get; }

    /// <summary>Reads the rows that are wanted, in order.</summary>
    /// <exception cref="WorkspaceException">When they are not those that the log holds any more.</exception>
    public abstract Task ReadAsync(Func<long, bool> wanted, DisclosedRow seen, CancellationToken cancellation);

    /// <summary>Reads a part of a row at its place; what is there now, whatever it was when it was committed to.</summary>
    /// <exception cref="IOException">When the file cannot be read.</exception>
    public abstract byte[] ReadPart(PlacedPart part);

    /// <summary>Opens the folder of a scan's report or of a training set.</summary>
    /// <exception cref="WorkspaceException">When it is neither, or not finished.</exception>
    public static DisclosedSource Open(WorkspaceContext workspace, string folder) =>
        File.Exists(Path.Combine(folder, Sets.Manifests.SetFiles.Manifest)) ? new DisclosedSet(folder)
        : File.Exists(Path.Combine(folder, Roundtable.Corpus.Plans.ScanPlanFile.Name)) ? new DisclosedScan(workspace, folder)
        : throw new WorkspaceException(
            ErrorKind.NotFound,
            $"{Record.Wording.Neutralise.Line(folder)} is neither the folder of a scan's report ('roundtable scan PATH --out FOLDER') nor that of a training "
                + "set ('roundtable set make').");
}
