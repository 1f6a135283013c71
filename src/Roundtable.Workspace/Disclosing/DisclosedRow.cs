using Roundtable.Disclosure.Commitments;

namespace Roundtable.Workspace.Disclosing;

/// <summary>Receives a row of what is committed to.</summary>
/// <param name="index">Its number, from 0.</param>
/// <param name="rowClass">Its class.</param>
/// <param name="content">Its content, as an auditor gets to see it; valid until the next row.</param>
/// <param name="tokens">Its tokens; 0 where they were not counted.</param>
public delegate void DisclosedRow(long index, RowClass rowClass, ReadOnlySpan<byte> content, long tokens);

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
