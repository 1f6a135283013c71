using Roundtable.Corpus.Plans;
using Roundtable.Terms.Uses;

namespace Roundtable.Workspace.Scanning;

/// <summary>A scan to be made.</summary>
public sealed record ScanRequest
{
    /// <summary>Files and folders to scan, at least one.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>The folder for the report.</summary>
    public string Folder { get; init; } = "scan-report";

    /// <summary>Whether a report of another scan in the folder may be replaced.</summary>
    public bool Replace { get; init; }

    /// <summary>What decides the result; files, references, names and attestations are added to it.</summary>
    public ScanSettings Settings { get; init; } = new();

    /// <summary>Known origins of files and folders, as <c>PATH=ORIGIN</c>.</summary>
    public IReadOnlyList<string> Declared { get; init; } = [];

    /// <summary>What rows are compared with.</summary>
    public ReferenceChoice References { get; init; } = new();

    /// <summary>Paths of signed notes in which people answer for rows.</summary>
    public IReadOnlyList<string> Attested { get; init; } = [];

    /// <summary>Whose notes count: verifier keys, or paths of files with some.</summary>
    public IReadOnlyList<string> Trusted { get; init; } = [];

    /// <summary>Which part of the rows is read.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Number of threads, from 1 to 1024.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>What is made of the labels when all of them are there.</summary>
    public ReportChoice Report { get; init; } = new();
}

/// <summary>What rows and texts are compared with.</summary>
/// <param name="Against">Files and folders: <c>PATH</c>, <c>PATH=ORIGIN</c>, or <c>PATH=benchmark:NAME</c> for test items.</param>
/// <param name="Records">Whether also the answers on the record.</param>
public sealed record ReferenceChoice(IReadOnlyList<string> Against, bool Records = true)
{
    /// <summary>The answers on the record alone.</summary>
    public ReferenceChoice()
        : this([])
    {
    }
}

/// <summary>What is made of the labels of a scan.</summary>
/// <param name="Use">A use to rule on; null for none.</param>
/// <param name="As">Who wants to use it; null for the organisation of the configuration.</param>
/// <param name="Parquet">Whether the labels are written as Parquet too.</param>
/// <param name="Record">Whether the scan is put on the record.</param>
/// <param name="Since">The folder of an earlier scan's report, to tell what changed since; null for none.</param>
/// <param name="Canaries">The file of canaries that rows are searched for; null for none.</param>
public sealed record ReportChoice(
    Use? Use = null, string? As = null, bool Parquet = false, bool Record = true, string? Since = null, string? Canaries = null);
