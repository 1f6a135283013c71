using System.Text.Json;
using Roundtable.Annotation.Runs;
using Roundtable.Annotation.Votes;
using Roundtable.Record.Files;
using Roundtable.Workspace.Documents;

namespace Roundtable.Workspace.Runs;

/// <summary>The files of one run. docs/formats/run.md describes them.</summary>
public sealed class RunFolder
{
    /// <summary>The file with the plan.</summary>
    public const string HeaderName = "run.json";

    /// <summary>The file with one line of results for each item.</summary>
    public const string ResultsName = "results.jsonl";

    /// <summary>The file with one line for each item of what the run itself did: leaves, reuse, times, tokens and money.</summary>
    public const string CallsName = "calls.jsonl";

    /// <summary>The file that counts all results, once the run is finished.</summary>
    public const string ReportName = "report.json";

    /// <summary>The file that says how far the run is.</summary>
    public const string ProgressName = "progress.json";

    /// <summary>The folder with the run's batches: docs/formats/batches.md.</summary>
    public const string BatchesName = "batches";

    private const string LockName = "lock";

    private static readonly ReadFiles<RunHeader> _headers = new(TimeProvider.System);

    private RunFolder(string path, RunHeader header) => (Path, Header) = (path, header);

    /// <summary>Absolute path of the folder.</summary>
    public string Path { get; }

    /// <summary>What the run is.</summary>
    public RunHeader Header { get; }

    /// <summary>The plan.</summary>
    public RunPlan Plan => Header.Plan;

    /// <summary>Whether every item has its results.</summary>
    public bool IsFinished => System.IO.File.Exists(FilePath(ReportName));

    /// <summary>Path of one of the files.</summary>
    public string FilePath(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes the folder of a new run.</summary>
    /// <param name="path">Where; it must not hold a run already.</param>
    /// <param name="header">What the run is.</param>
    /// <exception cref="WorkspaceException">When it holds a run already.</exception>
    /// <exception cref="IOException">When it cannot be written.</exception>
    public static RunFolder Create(string path, RunHeader header)
    {
        Check(path);
        PrivateFiles.CreateDirectory(path);
        PrivateFiles.Replace(System.IO.Path.Combine(path, HeaderName), header.Write());
        return new RunFolder(System.IO.Path.GetFullPath(path), header);
    }

    /// <summary>Checks that a new run may have a folder.</summary>
    /// <exception cref="WorkspaceException">When it holds a run already.</exception>
    public static void Check(string path)
    {
        if (System.IO.File.Exists(System.IO.Path.Combine(path, HeaderName)))
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"{path} holds a run already: 'roundtable runs resume {path}' goes on with it; a new run needs another --out.");
        }
    }

    /// <summary>Opens the folder of a run.</summary>
    /// <exception cref="WorkspaceException">When it holds none, or it is damaged.</exception>
    /// <exception cref="NewerFormatException">When a newer program wrote it.</exception>
    public static RunFolder Open(string path)
    {
        var file = System.IO.Path.Combine(path, HeaderName);
        return System.IO.File.Exists(file)
            ? new RunFolder(System.IO.Path.GetFullPath(path), _headers.Read(file, [file], () => RunHeader.Read(System.IO.File.ReadAllBytes(file), file)))
            : throw new WorkspaceException(ErrorKind.NotFound, $"{path} holds no run: there is no {HeaderName} in it.");
    }

    /// <summary>The same run with other limits, which are written to its header.</summary>
    public RunFolder WithLimits(RunLimits limits) => limits == Header.Limits ? this : With(Header with { Limits = limits });

    /// <summary>The same run, which asks seats that no batch takes at once; its header says so.</summary>
    public RunFolder WithBatchOrLive() => Header.BatchOrLive ? this : With(Header with { BatchOrLive = true });

    /// <summary>Takes the right to write the run's files; null where another process has it.</summary>
    public IDisposable? TryLock()
    {
        try
        {
            return new FileStream(FilePath(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether a process is writing the run's files now.</summary>
    public bool IsRunning()
    {
        if (!System.IO.File.Exists(FilePath(LockName)))
        {
            return false;
        }

        try
        {
            using var free = new FileStream(FilePath(LockName), FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false; // whose files may not be read is not told
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>The results that are written so far, in the order of the items, one at a time.</summary>
    /// <param name="withCalls">Whether to read what the run itself did beside them.</param>
    /// <param name="from">Index of the first item that is wanted.</param>
    /// <exception cref="WorkspaceException">When a line is damaged.</exception>
    public IEnumerable<ItemResult> Results(bool withCalls = true, int from = 0)
    {
        using var results = CompleteLines.Open(FilePath(ResultsName));
        using var calls = withCalls ? CompleteLines.Open(FilePath(CallsName)) : null;
        for (var index = 0; results.Next() && calls?.Next() != false; index++)
        {
            if (index >= from)
            {
                yield return Read(index, results.Line, calls?.Line ?? default);
            }
        }
    }

    /// <summary>The votes of a run that asked for a choice among the same options, or for a score.</summary>
    /// <exception cref="WorkspaceException">When it did not.</exception>
    public VoteTable Votes()
    {
        RunVotes votes;
        try
        {
            votes = new RunVotes(Plan);
        }
        catch (ArgumentException e)
        {
            throw new WorkspaceException(
                ErrorKind.InvalidInput, $"Run {Plan.Id} has no table of votes: it does not ask for a choice among the same options.", e);
        }

        foreach (var result in Results(withCalls: false))
        {
            votes.Add(result);
        }

        return votes.Table();
    }

    /// <summary>Replaces one of the files so that after a crash there is the old one or the new one, whole.</summary>
    public void Replace(string name, ReadOnlySpan<byte> content) => PrivateFiles.Replace(FilePath(name), content);

    private RunFolder With(RunHeader header)
    {
        Replace(HeaderName, header.Write());
        return new RunFolder(Path, header);
    }

    private ItemResult Read(int index, ReadOnlyMemory<byte> result, ReadOnlyMemory<byte> calls)
    {
        try
        {
            return ResultLine.Read(index, result, calls);
        }
        catch (JsonException e)
        {
            throw new WorkspaceException(
                ErrorKind.BadData, $"{FilePath(ResultsName)}, line {index + 1}, is damaged: {e.Message} What was said is in the log: start the run again with "
                    + "another --out, and nothing is asked twice.", e);
        }
    }
}
