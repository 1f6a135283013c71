using System.Buffers;
using Roundtable.Annotation.Runs;

namespace Roundtable.Workspace.Runs;

/// <summary>
/// Appends results to the files of a run, in order. After a crash the files are cut back to the last item that both have whole; what was said about others
/// is in the log.
/// </summary>
internal sealed class ResultWriter : IDisposable
{
    private const int FlushBytes = 1 << 16;

    private readonly RunPlan _plan;
    private readonly FileStream _results;
    private readonly FileStream _calls;
    private readonly ArrayBufferWriter<byte> _result = new(FlushBytes);
    private readonly ArrayBufferWriter<byte> _call = new(FlushBytes);

    private ResultWriter(RunPlan plan, FileStream results, FileStream calls, int written, RunTotals totals) =>
        (_plan, _results, _calls, Written, Totals) = (plan, results, calls, written, totals);

    /// <summary>How many items have their results.</summary>
    public int Written { get; private set; }

    /// <summary>What the run took so far, by what is written.</summary>
    public RunTotals Totals { get; private set; }

    /// <summary>Opens the files of a run, and makes them where they do not exist.</summary>
    public static ResultWriter Open(RunFolder folder)
    {
        var (written, totals) = (0, new RunTotals());
        long resultsEnd = 0, callsEnd = 0;
        using (var results = CompleteLines.Open(folder.FilePath(RunFolder.ResultsName)))
        using (var calls = CompleteLines.Open(folder.FilePath(RunFolder.CallsName)))
        {
            while (results.Next() && calls.Next())
            {
                totals = totals.With(ResultLine.Read(written, results.Line, calls.Line));
                written++;
                (resultsEnd, callsEnd) = (results.Position, calls.Position);
            }
        }

        return new ResultWriter(
            folder.Plan,
            Append(folder.FilePath(RunFolder.ResultsName), resultsEnd),
            Append(folder.FilePath(RunFolder.CallsName), callsEnd),
            written,
            totals);
    }

    /// <summary>Adds the next item's results. They may stay in memory until <see cref="Flush"/>.</summary>
    public void Add(ItemResult result)
    {
        ResultLine.WriteResult(_result, result, _plan.Kind == RunKind.Poll ? ItemTally.Of(_plan, result) : null);
        ResultLine.WriteCalls(_call, result);
        Totals = Totals.With(result);
        Written++;
        if (_result.WrittenCount >= FlushBytes)
        {
            Flush();
        }
    }

    /// <summary>Hands everything to the operating system, so that a crash of this process loses nothing of it.</summary>
    public void Flush()
    {
        _results.Write(_result.WrittenSpan);
        _calls.Write(_call.WrittenSpan);
        _result.ResetWrittenCount();
        _call.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        _results.Flush(flushToDisk: true);
        _calls.Flush(flushToDisk: true);
        _results.Dispose();
        _calls.Dispose();
    }

    private static FileStream Append(string path, long length)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var file = new FileStream(path, options);
        file.SetLength(length);
        file.Seek(0, SeekOrigin.End);
        return file;
    }
}
