using System.Buffers;

namespace Roundtable.Corpus.Formats.Parquet;

/// <summary>Definition or repetition levels being written, as runs of one value: the run-length half of the hybrid encoding. Levels are at most 255.</summary>
internal sealed class LevelRuns
{
    private readonly ArrayBufferWriter<byte> _runs = new();
    private (int Level, int Count) _run;

    /// <summary>Adds a level.</summary>
    public void Add(int level)
    {
        if (_run.Count > 0 && _run.Level != level)
        {
            EndRun();
        }

        _run = (level, _run.Count + 1);
    }

    /// <summary>Ends the last run, and returns all of them until the next level is added.</summary>
    public ReadOnlySpan<byte> End()
    {
        EndRun();
        return _runs.WrittenSpan;
    }

    /// <summary>Begins anew.</summary>
    public void Clear() => _runs.ResetWrittenCount();

    private void EndRun()
    {
        if (_run.Count == 0)
        {
            return;
        }

        // A run of one value: twice its length, then the value.
        Varint.Write(_runs, (ulong)_run.Count << 1);
        _runs.Write([(byte)_run.Level]);
        _run = default;
    }
}
